import type { EventFeed } from "./event_feed.ts";
import type { Executor } from "./executor.ts";
import type { TaskEngine } from "./task_engine.ts";
import type { TaskState } from "./task_state.ts";
import type { PooledWorker, WorkerState } from "./pooled_worker.ts";

/** One worker as it is now. */
export interface WorkerStats {
  /** Number of the worker, unique in its scheduler. */
  readonly id: number;
  /** Where it stands. */
  readonly state: WorkerState;
  /** Id of the task it has, if any. */
  readonly taskId: string | undefined;
  /** Number of the attempt it has, if any. */
  readonly attempt: number | undefined;
  /** Attempts it has answered. */
  readonly answered: number;
  /** Time since it was last heard of, in milliseconds. */
  readonly silentMs: number;
}

/**
 * Whether a scheduler accepts tasks and sends them to workers. `closing` was disposed and waits for
 * running tasks and workers to end; `closed` has nothing left.
 */
export type SchedulerState = "open" | "paused" | "draining" | "closing" | "closed";

/** A frozen picture of a scheduler. */
export interface SchedulerStats {
  /** Whether it accepts tasks and sends them to workers. */
  readonly state: SchedulerState;
  /** Name of the executor. */
  readonly executor: string;
  /** Tasks that wait for a worker. */
  readonly queued: number;
  /** Tasks that were sent to a worker and have not ended. */
  readonly running: number;
  /** Tasks in each state; final states count since the start. */
  readonly tasks: Readonly<Record<TaskState, number>>;
  /** Every worker that is not gone, those that are ending included. */
  readonly workers: readonly WorkerStats[];
  /** How many workers are wanted. */
  readonly workersWanted: number;
  /** Ended workers that compute on and cannot be stopped. */
  readonly zombies: number;
  /** Workers that died without being told to, or could not be started. */
  readonly deaths: number;
  /** Attempts that followed a failed one. */
  readonly retries: number;
  /** Attempts that followed the death of a worker. */
  readonly redispatches: number;
  /** Answers that were dropped because their attempt was not the current one. */
  readonly staleAnswers: number;
  /** How often an observer threw. */
  readonly observerErrors: number;
}

/** Takes the picture. */
export function schedulerStats(
  engine: TaskEngine,
  executor: Executor,
  feed: EventFeed,
  state: SchedulerState,
  nowMs: number,
): SchedulerStats {
  const tasks = engine.book.counts();
  return Object.freeze({
    state,
    executor: executor.name,
    queued: tasks.ready,
    running: tasks.dispatched + tasks.running,
    tasks,
    workers: Object.freeze(engine.pool.workers.map((worker) => workerStats(worker, nowMs))),
    workersWanted: engine.pool.wanted,
    zombies: engine.pool.zombies.length,
    deaths: engine.pool.deaths,
    retries: engine.counters.retries,
    redispatches: engine.counters.redispatches,
    staleAnswers: engine.counters.stale,
    observerErrors: feed.observerErrors,
  });
}

function workerStats(worker: PooledWorker, nowMs: number): WorkerStats {
  return Object.freeze({
    id: worker.id,
    state: worker.state,
    taskId: worker.assignment?.taskId,
    attempt: worker.assignment?.attempt,
    answered: worker.answered,
    silentMs: Math.max(0, Math.round(nowMs - worker.seenMs)),
  });
}
