/**
 * The contract between the scheduler and what runs its tasks.
 *
 * The scheduler decides what runs where and when; an executor starts workers, hands them one task
 * at a time and tells what became of it. `executors/` holds those that keep the contract.
 *
 * @module
 */

/** Where a task is found: a module and one of its exports. */
export interface TaskAddress {
  /** Address of the module. */
  readonly moduleUrl: string;
  /** Name of the exported function. */
  readonly exportName: string;
}

/** What a task is given besides its input. */
export interface TaskContext {
  /** Id of the task: the same on every attempt, so that it can serve as idempotency key. */
  readonly taskId: string;
  /** How many times the task was sent to a worker, this time included. */
  readonly attempt: number;
  /** Aborts when the task is cancelled or its `runMs` is used up. */
  readonly signal: AbortSignal;
  /**
   * Throws if the task is to stop; sees it in a loop that never awaits too.
   *
   * @throws {unknown} The reason of the signal, or an `AbortError` before the signal could fire.
   */
  throwIfCancelled(): void;
  /** Reports how far the task is; shown in its status and sent to observers. */
  progress(value: unknown): void;
}

/** One attempt of a task, as it is sent to a worker. */
export interface Assignment extends TaskAddress {
  /** Id of the task. */
  readonly taskId: string;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** Input of the task; copied on its way to another thread. */
  readonly input: unknown;
}

/** How an attempt ended. */
export type Outcome =
  | {
    /** The task returned. */
    readonly ok: true;
    /** What it returned. */
    readonly value: unknown;
  }
  | {
    /** The task threw, or its result could not be sent. */
    readonly ok: false;
    /** What it threw. */
    readonly error: unknown;
    /** Whether another attempt may fare better. */
    readonly retryable: boolean;
  };

/**
 * What a worker tells the scheduler. An executor never calls these while one of its own methods is
 * being called.
 */
export interface WorkerListener {
  /** The worker can be sent its first task. */
  ready(): void;
  /** The worker is alive; any other call says so too. */
  beat(): void;
  /** The worker is about to call the task, module loading included. */
  started(attempt: Assignment): void;
  /** The task reported progress. */
  progress(attempt: Assignment, value: unknown): void;
  /** The attempt ended and the worker can take the next one. */
  finished(attempt: Assignment, outcome: Outcome): void;
  /** The worker died or cannot be used further; `reason` is a few words. */
  lost(reason: string): void;
}

/** One worker, as the scheduler holds it. */
export interface WorkerHandle {
  /**
   * Sends one attempt; the one before has ended.
   *
   * @throws {Error} If the input cannot be sent.
   */
  send(assignment: Assignment): void;
  /**
   * Tells whether the attempt that was sent last was started, where that can be seen without a
   * message; asked before silence is taken for a task that never started.
   */
  hasStarted?(): boolean;
  /** Asks the running task to stop, by its signal and its flag; where it throws, force follows. */
  cancel(reason: unknown): void;
  /**
   * Ends the worker, whatever it does. No listener is called afterwards.
   *
   * @returns When the worker is gone; never, if it cannot be stopped.
   */
  end(): Promise<void>;
  /** Gives up waiting for an ended worker to be gone, and lets go of what the waiting holds. */
  forget(): void;
}

/** How a worker is started. */
export interface WorkerStart {
  /** Number of the worker, unique in its scheduler. */
  readonly workerId: number;
  /** How often the worker shall tell that it is alive, in milliseconds. */
  readonly beatMs: number;
}

/** Starts workers and says what can be expected of them. */
export interface Executor {
  /** Name for status and messages. */
  readonly name: string;
  /** Whether workers beat; if not, their silence means nothing. */
  readonly beats: boolean;
  /** Whether each death is reported, so that the silence of a busy worker means it is computing. */
  readonly seesDeath: boolean;
  /** How many ended workers may fail to go away before work is refused. */
  readonly maxZombies: number;
  /**
   * Starts a worker, which reports to `listener`.
   *
   * @throws {Error} If it cannot be started. While a scheduler is created, that rejects with
   * `WorkerStartError`; from then on it is counted as a death and tried again, later and later.
   */
  start(options: WorkerStart, listener: WorkerListener): WorkerHandle;
}
