import type { Timer } from "../_internal/clock.ts";
import type { TaskAddress } from "./executor.ts";
import type { HeapEntry } from "./priority_heap.ts";
import type { RetryPolicy } from "./retry_policy.ts";
import type { TaskState } from "./task_state.ts";

/** How a task ended, for those who wait for it. */
export type TaskOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/** Why a task that has a worker was asked to stop. */
export interface StopRequest {
  /** Who asked: a caller or the clock. */
  readonly kind: "cancel" | "timeout";
  /** The reason its signal was given. */
  readonly reason: unknown;
}

/** What a task may take of time, tries and turns. */
export interface TaskLimits {
  /** Larger is served first. */
  readonly priority: number;
  /** Limit of the wait for a first worker, in milliseconds. */
  readonly queueMs: number;
  /** Limit of one attempt, in milliseconds. */
  readonly runMs: number;
  /** When failed attempts are followed by others. */
  readonly retry: RetryPolicy;
}

/** What a caller may see of a task. */
export interface TaskStatus {
  /** Id of the task. */
  readonly id: string;
  /** Name of its node in a graph, or of its export. */
  readonly name: string;
  /** Where it stands. */
  readonly state: TaskState;
  /** How many times it was sent to a worker. */
  readonly attempts: number;
  /** Attempts that threw or ran out of time. */
  readonly failures: number;
  /** How each worker that died while it ran the task ended. */
  readonly deaths: readonly string[];
  /** The worker that has or had it last, if any. */
  readonly workerId: number | undefined;
  /** What it reported last. */
  readonly progress: unknown;
  /** Whether it was asked to stop, and by whom. */
  readonly stopping: "cancel" | "timeout" | undefined;
  /** Whether an attempt did not heed its signal in time and was abandoned. */
  readonly forced: boolean;
}

/** All the scheduler knows about one task; only the task book changes its state. */
export class TaskRecord {
  readonly id: string;
  readonly name: string;
  readonly address: TaskAddress;
  readonly limits: TaskLimits;
  /** Order of acceptance: first come, first served within a priority, on every attempt. */
  readonly order: number;
  /** Makes the input once the parents, if any, are done; called at most once, by the engine. */
  readonly makeInput: () => unknown;
  input: unknown = undefined;
  state: TaskState = "ready";
  attempt = 0;
  failures = 0;
  readonly deaths: string[] = [];
  workerId: number | undefined;
  progress: unknown = undefined;
  stop: StopRequest | undefined;
  forced = false;
  /** Parents that are not done. */
  waitingFor: Set<TaskRecord> = new Set();
  readonly children: TaskRecord[] = [];
  delayMs = 0;
  /** The one timer that its state may need; every transition cancels it. */
  timer: Timer | undefined;
  /** Its place among the ready. */
  entry: HeapEntry<TaskRecord> | undefined;
  outcome: TaskOutcome | undefined;
  readonly #waiting: ((outcome: TaskOutcome) => void)[] = [];

  constructor(
    id: string,
    name: string,
    address: TaskAddress,
    limits: TaskLimits,
    order: number,
    makeInput: () => unknown,
  ) {
    this.id = id;
    this.name = name;
    this.address = address;
    this.limits = limits;
    this.order = order;
    this.makeInput = makeInput;
  }

  /** Calls back with the outcome: now, if there is one, or when there will be. */
  whenSettled(callback: (outcome: TaskOutcome) => void): void {
    if (this.outcome === undefined) this.#waiting.push(callback);
    else callback(this.outcome);
  }

  /** Keeps the outcome and tells those who wait. */
  settle(outcome: TaskOutcome): void {
    this.outcome = outcome;
    for (const callback of this.#waiting.splice(0)) callback(outcome);
  }

  /** A frozen picture of the task as it is now. */
  status(): TaskStatus {
    return Object.freeze({
      id: this.id,
      name: this.name,
      state: this.state,
      attempts: this.attempt,
      failures: this.failures,
      deaths: Object.freeze([...this.deaths]),
      workerId: this.workerId,
      progress: this.progress,
      stopping: this.stop?.kind,
      forced: this.forced,
    });
  }
}
