import type { Clock } from "../_internal/clock.ts";
import { EndingWorkers } from "./ending_workers.ts";
import { WorkerStartError } from "./errors.ts";
import type { Assignment, Executor, Outcome, WorkerHandle, WorkerListener } from "./executor.ts";
import { thrownText } from "./executors/thrown_text.ts";
import { Heartbeat, type HeartbeatOptions } from "./heartbeat.ts";
import type { PoolListener } from "./pool_listener.ts";
import type { PooledWorker, WorkerState } from "./pooled_worker.ts";
import { RestartPause } from "./restart_pause.ts";

/** A worker loads its host first; on a cold machine that takes longer than a heartbeat. */
const START_WITHIN_MS = 30_000;

/** Keeps as many workers alive as are wanted, replaces the dead and tells who is free. */
export class WorkerPool {
  readonly #executor: Executor;
  readonly #clock: Clock;
  readonly #beatMs: number;
  readonly #lostAfterMs: number;
  readonly #listener: PoolListener;
  readonly #live = new Map<number, PooledWorker>();
  readonly #ending: EndingWorkers;
  readonly #heartbeat: Heartbeat;
  readonly #restart: RestartPause;
  #wanted = 0;
  #nextId = 1;
  #closed = false;
  #deaths = 0;
  #opening: PromiseWithResolvers<void> | undefined;

  constructor(
    executor: Executor,
    clock: Clock,
    heartbeat: Required<HeartbeatOptions>,
    listener: PoolListener,
  ) {
    this.#executor = executor;
    this.#clock = clock;
    this.#beatMs = heartbeat.everyMs;
    this.#lostAfterMs = heartbeat.lostAfterMs;
    this.#listener = listener;
    this.#heartbeat = new Heartbeat(clock, heartbeat.everyMs, {
      check: (dueMs) => {
        for (const worker of [...this.#live.values()]) {
          this.#checkSilence(worker, dueMs - worker.seenMs);
        }
      },
      forgive: (nowMs) => {
        for (const worker of this.#live.values()) worker.seenMs = nowMs;
      },
    });
    this.#restart = new RestartPause(clock, () => this.#reconcile());
    this.#ending = new EndingWorkers(
      clock,
      (worker) => {
        this.#move(worker, "zombie");
        this.#reconcile();
      },
      (worker) => {
        this.#listener.moved(worker.id, worker.state, "gone");
        this.#reconcile();
      },
    );
  }

  /** How many workers are wanted. */
  get wanted(): number {
    return this.#wanted;
  }

  /** Workers that died without being told to, or could not be started. */
  get deaths(): number {
    return this.#deaths;
  }

  /** Every worker, those that are ending too. */
  get workers(): readonly PooledWorker[] {
    return [...this.#live.values(), ...this.#ending.workers];
  }

  /** Workers that were told to end and compute on. */
  get zombies(): readonly PooledWorker[] {
    return this.#ending.zombies;
  }

  /** Whether there are so many zombies that work is refused. */
  get stuck(): boolean {
    return this.zombies.length >= this.#executor.maxZombies;
  }

  /** Whether no worker is left and none may be started. */
  get hopeless(): boolean {
    return this.stuck && this.#live.size === 0;
  }

  /** Starts the first workers; rejects if one of them cannot start. */
  open(wanted: number): Promise<void> {
    this.#opening = Promise.withResolvers();
    if (this.#executor.beats) this.#heartbeat.start();
    this.resize(wanted);
    return this.#opening.promise;
  }

  /** Changes how many workers are wanted: starts the missing, retires idle ones, kills none. */
  resize(wanted: number): void {
    this.#wanted = wanted;
    this.#reconcile();
  }

  /** A worker that can be sent a task. */
  idle(): PooledWorker | undefined {
    for (const worker of this.#live.values()) if (worker.state === "idle") return worker;
    return undefined;
  }

  /**
   * Sends an attempt to an idle worker.
   *
   * @throws {Error} If the input cannot be sent.
   */
  send(worker: PooledWorker, assignment: Assignment): void {
    worker.handle.send(assignment);
    worker.assignment = worker.last = assignment;
    worker.started = false;
    worker.seenMs = this.#clock.monotonic();
    this.#move(worker, "busy");
  }

  /** Asks the task of a worker to stop. */
  cancel(workerId: number, reason: unknown): void {
    try {
      this.#live.get(workerId)?.handle.cancel(reason);
    } catch {
      // A task that cannot be asked is one that does not answer: it is forced when its grace is up.
    }
  }

  /** Ends a worker whatever it does, and replaces it. */
  abandon(workerId: number, why: string): void {
    const worker = this.#live.get(workerId);
    if (worker === undefined) return;
    this.#end(worker, why);
    this.#reconcile();
  }

  /** Ends every worker; resolves when all are gone or known to stay. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wanted = 0;
    this.#heartbeat.stop();
    this.#restart.cancel();
    for (const worker of [...this.#live.values()]) this.#end(worker);
    await this.#ending.close();
  }

  #reconcile(): void {
    if (this.#closed) return;
    for (const worker of this.#live.values()) {
      if (this.#live.size <= this.#wanted) break;
      if (worker.state === "idle" || worker.state === "starting") {
        this.#end(worker, "fewer are wanted");
      }
    }
    // Before new workers start: that takes this thread some ten milliseconds each.
    this.#listener.changed();
    while (this.#live.size < this.#wanted && !this.#restart.active && !this.stuck) {
      this.#start();
    }
  }

  #start(): void {
    const id = this.#nextId++;
    const heard = (tell: () => void) => {
      this.#seen(worker);
      tell();
    };
    const listener: WorkerListener = {
      ready: () => this.#onReady(worker),
      beat: () => this.#seen(worker),
      started: (assignment) => heard(() => this.#onStarted(worker, assignment)),
      progress: (assignment, value) => heard(() => this.#listener.progress(id, assignment, value)),
      finished: (assignment, outcome) => heard(() => this.#onFinished(worker, assignment, outcome)),
      lost: (reason) => this.#onLost(worker, reason),
    };
    let handle: WorkerHandle;
    try {
      handle = this.#executor.start({ workerId: id, beatMs: this.#beatMs }, listener);
    } catch (error) {
      const why = `the executor failed: ${thrownText(error)}`;
      this.#deaths++;
      this.#onFailedStart(why, error);
      return this.#listener.moved(id, undefined, "gone", why);
    }
    const worker: PooledWorker = {
      id,
      handle,
      state: "starting",
      assignment: undefined,
      started: false,
      last: undefined,
      answered: 0,
      seenMs: this.#clock.monotonic(),
    };
    this.#live.set(id, worker);
    this.#listener.moved(id, undefined, "starting");
  }

  #onReady(worker: PooledWorker): void {
    this.#restart.forget();
    this.#seen(worker);
    if (worker.state !== "starting") return;
    this.#move(worker, "idle");
    const starting = [...this.#live.values()].some((other) => other.state === "starting");
    if (!starting) this.#opening?.resolve();
    this.#reconcile();
  }

  #onStarted(worker: PooledWorker, assignment: Assignment): void {
    worker.started = true;
    this.#listener.started(worker.id, assignment);
  }

  #onFinished(worker: PooledWorker, assignment: Assignment, outcome: Outcome): void {
    if (worker.assignment === assignment && this.#live.has(worker.id)) {
      worker.assignment = undefined;
      worker.answered++;
      this.#move(worker, "idle");
    }
    this.#listener.finished(worker.id, assignment, outcome);
    this.#reconcile();
  }

  #onLost(worker: PooledWorker, reason: string): void {
    if (!this.#live.has(worker.id)) return;
    this.#deaths++;
    const assignment = worker.assignment;
    if (worker.state === "starting") this.#onFailedStart(`it died: ${reason}`);
    this.#end(worker, reason);
    this.#listener.lost(worker.id, assignment, reason);
    this.#reconcile();
  }

  #onFailedStart(why: string, cause?: unknown): void {
    const options = cause === undefined ? undefined : { cause };
    this.#opening?.reject(new WorkerStartError(`Cannot start a worker as ${why}`, options));
    this.#restart.begin();
  }

  #end(worker: PooledWorker, why?: string): void {
    this.#live.delete(worker.id);
    this.#move(worker, "ending", why);
    this.#ending.add(worker);
  }

  #seen(worker: PooledWorker): void {
    worker.seenMs = this.#clock.monotonic();
    if (worker.state === "unresponsive") this.#move(worker, "busy");
  }

  #checkSilence(worker: PooledWorker, silentMs: number): void {
    const limitMs = worker.state === "starting"
      ? Math.max(START_WITHIN_MS, this.#lostAfterMs)
      : this.#lostAfterMs;
    if (silentMs <= limitMs) return;
    const { assignment, handle } = worker;
    // What the worker said may be lost or late; what its handle sees is neither.
    if (assignment !== undefined && !worker.started && handle.hasStarted?.()) {
      this.#onStarted(worker, assignment);
    }
    const computes = assignment !== undefined && worker.started && this.#executor.seesDeath;
    if (!computes) this.#onLost(worker, `no heartbeat for ${Math.round(silentMs)} ms`);
    else if (worker.state === "busy") this.#move(worker, "unresponsive");
  }

  #move(worker: PooledWorker, to: WorkerState, why?: string): void {
    const from = worker.state;
    worker.state = to;
    this.#listener.moved(worker.id, from, to, why);
  }
}
