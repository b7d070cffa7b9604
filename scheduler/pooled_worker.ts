import type { Assignment, WorkerHandle } from "./executor.ts";

/**
 * Where a worker stands. `unresponsive` missed its heartbeats and still lives: its task computes
 * without pause. `ending` was told to end. `zombie` was, and goes on computing all the same.
 */
export type WorkerState = "starting" | "idle" | "busy" | "unresponsive" | "ending" | "zombie";

/** One worker of the pool. */
export interface PooledWorker {
  /** Number of the worker. */
  readonly id: number;
  /** The worker itself. */
  readonly handle: WorkerHandle;
  /** Where it stands. */
  state: WorkerState;
  /** What it has been sent and has not answered. */
  assignment: Assignment | undefined;
  /** Whether it said that it started the assignment. */
  started: boolean;
  /** What it was sent last. */
  last: Assignment | undefined;
  /** Attempts it has answered. */
  answered: number;
  /** When it was last heard of, on the monotonic clock. */
  seenMs: number;
}
