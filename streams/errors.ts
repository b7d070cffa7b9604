/**
 * Thrown by an inbox that has been closed: by you, so nothing is broken.
 *
 * The delivery that was to be appended was not accepted.
 */
export class InboxClosedError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "InboxClosedError";
}

/** Thrown when an inbox has reached its bound in bytes; the delivery was not accepted. */
export class InboxFullError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "InboxFullError";
  /** The bound that was reached, in bytes. */
  readonly maxBytes: number;
  /** What the inbox held, in bytes. */
  readonly bytes: number;

  /**
   * Makes the error.
   *
   * @param message What could not be done.
   * @param maxBytes The bound, in bytes.
   * @param bytes What the inbox held, in bytes.
   */
  constructor(message: string, maxBytes: number, bytes: number) {
    super(message);
    this.maxBytes = maxBytes;
    this.bytes = bytes;
  }
}

/** Thrown when an inbox is already open, in this process or in another one. */
export class InboxBusyError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "InboxBusyError";
}

/**
 * Thrown when an inbox can no longer promise durability: a write or sync failed, or its files are
 * damaged. It accepts nothing more; what it had accepted stays on disk.
 */
export class InboxBrokenError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "InboxBrokenError";
}

/**
 * Thrown by a store that refuses *data*: the same batch would be refused again. The pipeline halves
 * the batch until the record at fault stands alone and goes to the dead letters.
 *
 * Every other error of a store, but for {@linkcode OffsetConflictError} and
 * {@linkcode StoreClosedError}, counts as a fault of the system: the pipeline waits and tries again.
 */
export class StoreRejectedError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "StoreRejectedError";
}

/**
 * Thrown when another pipeline of the same name has moved the offset: two of them feed one table.
 * The pipeline that sees it stops.
 */
export class OffsetConflictError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "OffsetConflictError";
}

/**
 * Thrown by a store that has been closed: by you, so trying again is of no use. The pipeline that
 * sees it stops.
 */
export class StoreClosedError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "StoreClosedError";
}

/**
 * Thrown by a queue that has been closed: by you, so trying again is of no use. The pipeline that
 * sees it stops, and its messages stay in the outbox for the next start.
 */
export class QueueClosedError extends Error {
  /** Literal name, so that `switch (error.name)` narrows. */
  override readonly name = "QueueClosedError";
}
