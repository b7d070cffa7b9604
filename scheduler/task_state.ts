/**
 * Where a task stands.
 *
 * `blocked` waits for parents, `scheduled` for a time, `ready` for a worker, `dispatched` was sent
 * to one, `running` was started there, `backoff` waits for its next attempt. The others are final.
 */
export type TaskState =
  | "blocked"
  | "scheduled"
  | "ready"
  | "dispatched"
  | "running"
  | "backoff"
  | FinalTaskState;

/** A state that a task never leaves. */
export type FinalTaskState = "succeeded" | "failed" | "cancelled" | "expired" | "quarantined";

/**
 * The states a task may enter from each state; the scheduler moves a task only along this table.
 *
 * @example What may follow a backoff
 * ```ts
 * import { taskTransitions } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(taskTransitions.backoff, ["ready", "cancelled"]);
 * assert.deepEqual(taskTransitions.succeeded, []);
 * ```
 */
export const taskTransitions: Readonly<Record<TaskState, readonly TaskState[]>> = Object.freeze({
  blocked: ["ready", "failed", "cancelled"],
  scheduled: ["ready", "cancelled"],
  ready: ["dispatched", "failed", "cancelled", "expired"],
  dispatched: ["running", "ready", "failed", "cancelled"],
  running: ["succeeded", "backoff", "ready", "failed", "cancelled", "quarantined"],
  backoff: ["ready", "cancelled"],
  succeeded: [],
  failed: [],
  cancelled: [],
  expired: [],
  quarantined: [],
});

/** The states in which a task may begin. */
export const initialTaskStates: readonly TaskState[] = Object.freeze([
  "blocked",
  "scheduled",
  "ready",
]);

/** Tells whether a task never leaves this state. */
export function isFinal(state: TaskState): state is FinalTaskState {
  return taskTransitions[state].length === 0;
}

/**
 * Refuses a move that the table does not hold.
 *
 * @throws {Error} If it does not: a bug of the scheduler, never of its user.
 */
export function checkTransition(taskId: string, from: TaskState, to: TaskState): void {
  if (taskTransitions[from].includes(to)) return;
  throw new Error(`Cannot move ${taskId} as the table has no such transition: ${from} -> ${to}`);
}
