import type { TaskState } from "./task_state.ts";
import type { WorkerState } from "./pooled_worker.ts";

/** A task was accepted or moved from one state to another. */
export interface TaskEvent {
  /** Literal tag. */
  readonly type: "task";
  /** When, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** Id of the task. */
  readonly taskId: string;
  /** Name of the task: of its node in a graph, or of its export. */
  readonly task: string;
  /** The state it left; absent when it was accepted. */
  readonly from?: TaskState;
  /** The state it entered. */
  readonly to: TaskState;
  /** How many times it was sent to a worker so far. */
  readonly attempt: number;
  /** The worker that has or had it, if any. */
  readonly workerId?: number;
  /** Why, where there is a reason to tell. */
  readonly reason?: string;
}

/** A running task reported progress. */
export interface ProgressEvent {
  /** Literal tag. */
  readonly type: "progress";
  /** When, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** Id of the task. */
  readonly taskId: string;
  /** Name of the task. */
  readonly task: string;
  /** What it reported. */
  readonly value: unknown;
}

/** A worker moved from one state to another. */
export interface WorkerEvent {
  /** Literal tag. */
  readonly type: "worker";
  /** When, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** Number of the worker. */
  readonly workerId: number;
  /** The state it left; absent when it was started. */
  readonly from?: WorkerState;
  /** The state it entered; `gone` when its thread has ended. */
  readonly to: WorkerState | "gone";
  /** Why, where there is a reason to tell. */
  readonly reason?: string;
}

/** A reader of `events()` was too slow: this many events are missing here. */
export interface DroppedEvent {
  /** Literal tag. */
  readonly type: "dropped";
  /** How many. */
  readonly count: number;
}

/** What happens in a scheduler; frozen. */
export type SchedulerEvent = TaskEvent | ProgressEvent | WorkerEvent;

/**
 * Is called with each event, in order, soon after it happened; may use the scheduler. One that
 * throws disturbs nobody: it is counted in `stats().observerErrors`.
 */
export type SchedulerObserver = (event: SchedulerEvent) => void;

type Sink = (event: SchedulerEvent) => void;

/** Hands events to observers and to any number of readers, each behind its own bounded buffer. */
export class EventFeed {
  readonly #observers: readonly SchedulerObserver[];
  readonly #sinks = new Set<Sink>();
  readonly #closing = new AbortController();
  #observerErrors = 0;

  constructor(observers: readonly SchedulerObserver[]) {
    this.#observers = observers;
  }

  /** Whether anybody listens; ask before an event is made. */
  get wanted(): boolean {
    return this.#observers.length > 0 || this.#sinks.size > 0;
  }

  /** How often an observer threw. */
  get observerErrors(): number {
    return this.#observerErrors;
  }

  /** Hands an event to everybody. */
  emit(event: SchedulerEvent): void {
    Object.freeze(event);
    for (const sink of this.#sinks) sink(event);
    // Observers are called later, as one that cancels a task would do so in the middle of a move.
    if (this.#observers.length > 0) queueMicrotask(() => this.#observe(event));
  }

  /** Ends every reader once it has read what it holds. */
  close(): void {
    this.#closing.abort();
  }

  #observe(event: SchedulerEvent): void {
    for (const observer of this.#observers) {
      try {
        observer(event);
      } catch {
        this.#observerErrors++;
      }
    }
  }

  /** Reads from now on; keeps the newest `capacity` events for a reader that is slow. */
  read(
    capacity: number,
    signal?: AbortSignal,
  ): AsyncIterableIterator<SchedulerEvent | DroppedEvent> {
    const buffer: SchedulerEvent[] = [];
    let dropped = 0;
    let wake = () => {};
    const sink = (event: SchedulerEvent) => {
      if (buffer.push(event) > capacity) {
        buffer.shift();
        dropped++;
      }
      wake();
    };
    const closing = this.#closing.signal;
    // Listening starts now and not with the first read, so that nothing in between is missed.
    if (!closing.aborted) this.#sinks.add(sink);
    let left = false;
    const notify = () => wake();
    closing.addEventListener("abort", notify);
    signal?.addEventListener("abort", notify);
    const leave = () => {
      left = true;
      this.#sinks.delete(sink);
      closing.removeEventListener("abort", notify);
      signal?.removeEventListener("abort", notify);
      wake();
    };
    const drain = async function* (): AsyncGenerator<SchedulerEvent | DroppedEvent, void> {
      try {
        while (!left) {
          signal?.throwIfAborted();
          if (dropped > 0) {
            const count = dropped;
            dropped = 0;
            yield Object.freeze({ type: "dropped", count });
          } else if (buffer.length > 0) yield buffer.shift()!;
          else if (closing.aborted) return;
          else await new Promise<void>((resolve) => wake = resolve);
        }
      } finally {
        leave();
      }
    };
    return leavable(drain(), leave);
  }
}

/** A generator that was never read, or that waits, does not hear that its reader left: tell it. */
function leavable<T>(
  generator: AsyncGenerator<T, void>,
  leave: () => void,
): AsyncIterableIterator<T> {
  return {
    next: () => generator.next(),
    return: () => {
      leave();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
