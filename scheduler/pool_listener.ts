import type { Assignment, Outcome } from "./executor.ts";
import type { WorkerState } from "./pooled_worker.ts";

/** What the pool tells the scheduler. */
export interface PoolListener {
  /** A worker may have become free, or work may have become impossible. */
  changed(): void;
  /** An attempt was started. */
  started(workerId: number, assignment: Assignment): void;
  /** An attempt reported progress. */
  progress(workerId: number, assignment: Assignment, value: unknown): void;
  /** An attempt ended. */
  finished(workerId: number, assignment: Assignment, outcome: Outcome): void;
  /** A worker died; `assignment` is what it had been sent, if anything. */
  lost(workerId: number, assignment: Assignment | undefined, reason: string): void;
  /** A worker changed its state. */
  moved(
    workerId: number,
    from: WorkerState | undefined,
    to: WorkerState | "gone",
    why?: string,
  ): void;
}
