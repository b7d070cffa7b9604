/** Thrown on use of a scheduler that was drained or disposed; also the reason of what it cancels. */
export class SchedulerClosedError extends Error {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "SchedulerClosedError";
}

/** Thrown by a task to say that another attempt would fail in the same way. */
export class NonRetryableError extends Error {
  /** Literal name, to tell the class across copies of the package and across threads. */
  override readonly name = "NonRetryableError";
}

/** Rejects the result of a task that used up one of its time limits. */
export class TaskTimeoutError extends Error {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "TaskTimeoutError";
  /** Id of the task. */
  readonly taskId: string;
  /** Which limit was used up: waiting for a worker, or one attempt on a worker. */
  readonly limit: "queueMs" | "runMs";
  /** The limit in milliseconds. */
  readonly limitMs: number;

  /**
   * Writes the message from what the error carries.
   *
   * @param taskId Id of the task.
   * @param limit Which limit was used up.
   * @param limitMs The limit in milliseconds.
   * @param options The error with which the task itself ended, if it did.
   */
  constructor(
    taskId: string,
    limit: "queueMs" | "runMs",
    limitMs: number,
    options?: ErrorOptions,
  ) {
    const what = limit === "queueMs" ? "start" : "finish";
    super(`Cannot ${what} ${taskId} as "${limit}" ran out: the limit is ${limitMs} ms`, options);
    this.taskId = taskId;
    this.limit = limit;
    this.limitMs = limitMs;
  }
}

/** Rejects the result of a task that took its worker down with it too many times. */
export class TaskQuarantinedError extends Error {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "TaskQuarantinedError";
  /** Id of the task. */
  readonly taskId: string;
  /** How each worker ended, oldest first. */
  readonly deaths: readonly string[];

  /**
   * Writes the message from what the error carries.
   *
   * @param taskId Id of the task.
   * @param deaths How each worker ended, oldest first.
   */
  constructor(taskId: string, deaths: readonly string[]) {
    super(
      `Cannot run ${taskId} again as ${deaths.length} workers died while they ran it: ${
        deaths.join("; ")
      }`,
    );
    this.taskId = taskId;
    this.deaths = Object.freeze([...deaths]);
  }
}

/** Rejects the result of a graph's task whose parent did not succeed; `cause` is the parent's. */
export class DependencyError extends Error {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "DependencyError";
  /** Id of the task that did not run. */
  readonly taskId: string;
  /** Id of the parent that did not succeed. */
  readonly parentId: string;

  /**
   * Writes the message from what the error carries.
   *
   * @param taskId Id of the task that did not run.
   * @param parentId Id of the parent that did not succeed.
   * @param options The error of the parent.
   */
  constructor(taskId: string, parentId: string, options?: ErrorOptions) {
    super(`Cannot run ${taskId} as it depends on ${parentId}, which did not succeed`, options);
    this.taskId = taskId;
    this.parentId = parentId;
  }
}

/** Thrown when an edge would make the tasks of a graph wait for each other. */
export class GraphCycleError extends RangeError {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "GraphCycleError";
  /** Names along the cycle; the first is repeated at the end. */
  readonly cycle: readonly string[];

  /**
   * Writes the message from what the error carries.
   *
   * @param cycle Names along the cycle; the first is repeated at the end.
   */
  constructor(cycle: readonly string[]) {
    const path = cycle.map((name) => JSON.stringify(name)).join(" -> ");
    super(`Cannot add the edge as tasks would wait for each other: ${path}`);
    this.cycle = Object.freeze([...cycle]);
  }
}

/** Rejects the result of a graph's run: the errors of the tasks that ended badly by themselves. */
export class GraphFailedError extends AggregateError {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "GraphFailedError";
  /** Names of the tasks the errors belong to, in the same order as `errors`. */
  readonly failed: readonly string[];

  /**
   * Writes the message from what the error carries.
   *
   * @param runId Id of the run.
   * @param failures Name and error of each task that ended badly by itself.
   */
  constructor(runId: string, failures: readonly (readonly [name: string, error: unknown])[]) {
    const names = failures.map(([name]) => name);
    super(
      failures.map(([, error]) => error),
      `Cannot complete ${runId} as tasks did not succeed: ${
        names.map((name) => JSON.stringify(name)).join(", ")
      }`,
      { cause: failures[0]?.[1] },
    );
    this.failed = Object.freeze(names);
  }
}

/** Rejects `createScheduler()` when its first workers cannot start. */
export class WorkerStartError extends Error {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "WorkerStartError";
}

/** Thrown while abandoned workers that cannot be stopped fill the executor's limit. */
export class WorkersStuckError extends Error {
  /** Literal name, to tell the class across copies of the package. */
  override readonly name = "WorkersStuckError";
  /** What the abandoned workers were running, as `module#export`. */
  readonly stuck: readonly string[];

  /**
   * Writes the message from what the error carries.
   *
   * @param stuck What the abandoned workers were running, as `module#export`.
   */
  constructor(stuck: readonly string[]) {
    super(
      `Cannot accept work as ${stuck.length} abandoned workers are still computing and cannot be ` +
        `stopped: make these tasks poll ctx.throwIfCancelled(): ${stuck.join(", ")}`,
    );
    this.stuck = Object.freeze([...stuck]);
  }
}
