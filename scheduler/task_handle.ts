import type { TaskEngine } from "./task_engine.ts";
import type { TaskRecord, TaskStatus } from "./task_record.ts";

/**
 * One submitted task.
 *
 * @typeParam O Type of its result.
 */
export interface TaskHandle<O> {
  /** Id of the task, unique in its scheduler. */
  readonly id: string;
  /**
   * What the task returned. The promise is made when this is first read, so the failure of a task
   * whose result nobody reads is no unhandled rejection.
   *
   * Rejects with what the task threw last, or with `TaskTimeoutError`, `TaskQuarantinedError`,
   * `DependencyError`, `WorkersStuckError`, `SchedulerClosedError` or the reason of a cancel.
   */
  readonly result: Promise<O>;
  /** Tells where the task stands now. */
  status(): TaskStatus;
  /**
   * Asks the task to stop. A task without a worker is cancelled at once; a running one by its
   * signal, and after `graceMs` by force. If it returns a value all the same, it has succeeded.
   *
   * @param reason Rejects the result unchanged; an `AbortError` if left out.
   * @returns The final status, once there is one.
   */
  cancel(reason?: unknown): Promise<TaskStatus>;
}

/** Makes the handle of a task. */
export function taskHandle<O>(record: TaskRecord, engine: TaskEngine): TaskHandle<O> {
  let result: Promise<O> | undefined;
  return {
    id: record.id,
    get result(): Promise<O> {
      return result ??= new Promise<O>((resolve, reject) =>
        record.whenSettled((outcome) =>
          outcome.ok ? resolve(outcome.value as O) : reject(outcome.error)
        )
      );
    },
    status: () => record.status(),
    cancel: (reason?: unknown) => cancelTask(record, engine, reason),
  };
}

/** Asks a task to stop and waits until it has. */
export function cancelTask(
  record: TaskRecord,
  engine: TaskEngine,
  reason: unknown = new DOMException("The task was cancelled", "AbortError"),
): Promise<TaskStatus> {
  engine.stop(record, { kind: "cancel", reason });
  return new Promise((resolve) => record.whenSettled(() => resolve(record.status())));
}
