import type { Clock } from "../_internal/clock.ts";
import type { EventFeed } from "./event_feed.ts";
import type { TaskRecord, TaskStatus } from "./task_record.ts";
import { checkTransition, isFinal, type TaskState, taskTransitions } from "./task_state.ts";

/** How many tasks are remembered by status after they ended. */
const REMEMBERED = 1_000;

/** Holds the tasks and is the one place where their state changes. */
export class TaskBook {
  readonly #clock: Clock;
  readonly #feed: EventFeed;
  readonly #live = new Map<string, TaskRecord>();
  readonly #ended = new Map<string, TaskStatus>();
  readonly #counts: Record<TaskState, number>;
  readonly #whenEmpty: (() => void)[] = [];

  constructor(clock: Clock, feed: EventFeed) {
    this.#clock = clock;
    this.#feed = feed;
    const states = Object.keys(taskTransitions).map((state) => [state, 0]);
    this.#counts = Object.fromEntries(states);
  }

  /** Tasks that are not final, in the order of acceptance. */
  get live(): readonly TaskRecord[] {
    return [...this.#live.values()];
  }

  /** How many tasks are in each state; final states count since the start. */
  counts(): Readonly<Record<TaskState, number>> {
    return Object.freeze({ ...this.#counts });
  }

  /** Finds a task that is not final. */
  get(taskId: string): TaskRecord | undefined {
    return this.#live.get(taskId);
  }

  /** Tells how a task ended, while that is remembered. */
  remembered(taskId: string): TaskStatus | undefined {
    return this.#ended.get(taskId);
  }

  /** Accepts a task in its first state. */
  add(record: TaskRecord, state: TaskState): void {
    record.state = state;
    this.#live.set(record.id, record);
    this.#counts[state]++;
    this.#emit(record, undefined, state);
  }

  /**
   * Moves a task to another state.
   *
   * @throws {Error} If the table does not allow it.
   */
  move(record: TaskRecord, to: TaskState, reason?: string): void {
    const from = record.state;
    checkTransition(record.id, from, to);
    record.timer?.cancel();
    record.timer = undefined;
    record.state = to;
    this.#counts[from]--;
    this.#counts[to]++;
    this.#emit(record, from, to, reason);
    if (isFinal(to)) this.#remember(record);
  }

  /** Resolves when no task is left that is not final. */
  empty(): Promise<void> {
    if (this.#live.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }

  #remember(record: TaskRecord): void {
    this.#live.delete(record.id);
    this.#ended.set(record.id, record.status());
    if (this.#ended.size > REMEMBERED) this.#ended.delete(this.#ended.keys().next().value!);
    if (this.#live.size === 0) { for (const resolve of this.#whenEmpty.splice(0)) resolve(); }
  }

  #emit(record: TaskRecord, from: TaskState | undefined, to: TaskState, reason?: string): void {
    if (!this.#feed.wanted) return;
    this.#feed.emit({
      type: "task",
      atMs: this.#clock.now(),
      taskId: record.id,
      task: record.name,
      ...(from !== undefined && { from }),
      to,
      attempt: record.attempt,
      ...(record.workerId !== undefined && { workerId: record.workerId }),
      ...(reason !== undefined && { reason }),
    });
  }
}
