import type { Assignment, Executor, Outcome, WorkerHandle, WorkerListener } from "../executor.ts";

/** A worker that does only what a test tells it to. */
export class FakeWorker implements WorkerHandle {
  readonly id: number;
  readonly listener: WorkerListener;
  readonly sent: Assignment[] = [];
  readonly cancels: unknown[] = [];
  ended = false;
  forgotten = false;
  /** What `hasStarted()` answers, as the shared word of a thread does. */
  startSeen = false;
  /** Whether it goes away when it is told to. */
  readonly #gone = Promise.withResolvers<void>();
  onSend: (assignment: Assignment) => void = () => {};

  constructor(id: number, listener: WorkerListener) {
    this.id = id;
    this.listener = listener;
  }

  get last(): Assignment {
    return this.sent.at(-1)!;
  }

  send(assignment: Assignment): void {
    this.sent.push(assignment);
    this.onSend(assignment);
  }

  hasStarted(): boolean {
    return this.startSeen;
  }

  cancel(reason: unknown): void {
    this.cancels.push(reason);
  }

  end(): Promise<void> {
    this.ended = true;
    return this.#gone.promise;
  }

  forget(): void {
    this.forgotten = true;
  }

  goAway(): void {
    this.#gone.resolve();
  }

  start(): void {
    this.listener.started(this.last);
  }

  finish(outcome: Outcome = { ok: true, value: this.last.input }): void {
    this.listener.finished(this.last, outcome);
  }
}

/** Starts workers that do nothing by themselves. */
export class FakeExecutor implements Executor {
  readonly name = "fake";
  readonly beats: boolean;
  readonly seesDeath: boolean;
  readonly maxZombies: number;
  readonly started: FakeWorker[] = [];
  onStart: (worker: FakeWorker) => void;

  constructor(
    options: { beats?: boolean; seesDeath?: boolean; maxZombies?: number } = {},
    onStart: (worker: FakeWorker) => void = (worker) =>
      queueMicrotask(() => worker.listener.ready()),
  ) {
    this.beats = options.beats ?? false;
    this.seesDeath = options.seesDeath ?? true;
    this.maxZombies = options.maxZombies ?? 2;
    this.onStart = onStart;
  }

  start(options: { workerId: number }, listener: WorkerListener): FakeWorker {
    const worker = new FakeWorker(options.workerId, listener);
    this.started.push(worker);
    this.onStart(worker);
    return worker;
  }

  /** Lets every worker that was told to end go away. */
  sweep(): void {
    for (const worker of this.started) if (worker.ended) worker.goAway();
  }
}
