import type { OutboxMessage } from "./store.ts";

/** A message as a consumer gets it. */
export interface QueueMessage extends OutboxMessage {
  /** How often it had been handed out before without being acknowledged, as far as is known. */
  readonly redeliveries: number;
}

/** How to consume. */
export interface QueueConsumeOptions {
  /** Messages per call of the handler at most. @default {256} */
  readonly maxMessages?: number;
  /** Ends the consumer in good order: the handler that runs is waited for. */
  readonly signal?: AbortSignal;
}

/** What a queue holds, at one moment. */
export interface QueueStats {
  /** Messages that wait or are handed out. */
  readonly depth: number;
}

/**
 * A message queue behind a pipeline.
 *
 * The promise of every implementation: once `publish` has resolved, each message reaches a
 * consumer at least once, also after a crash of either side; a repeat bears the same id.
 *
 * An id is unique within the pipeline that made it, and no further: a queue keeps all that is
 * published, also what bears an id that it holds already, and a consumer tells repeats by their id.
 * With several pipelines on one queue a consumer also needs to know whose message it is, by its
 * routing key for one.
 */
export interface Queue extends AsyncDisposable {
  /**
   * Publishes messages and resolves when the queue has taken responsibility for all of them.
   *
   * Order: as given.
   * Cancel: with an aborted `signal` it rejects with `signal.reason`; what was published stays.
   *
   * @throws {QueueClosedError} After `close`; a pipeline then stops instead of trying again.
   */
  publish(messages: readonly OutboxMessage[], options?: { signal?: AbortSignal }): Promise<void>;
  /**
   * Calls `handler` with messages until `signal` aborts. They are acknowledged when it resolves,
   * and handed out again when it rejects.
   *
   * Order: oldest first, except for messages that come again.
   * Cancel: no new messages are taken; the call that runs is finished; then it resolves.
   *
   * @throws {QueueClosedError} When it is called after `close`.
   */
  consume(
    handler: (messages: readonly QueueMessage[]) => void | Promise<void>,
    options?: QueueConsumeOptions,
  ): Promise<void>;
  /**
   * What the queue holds now.
   *
   * @throws {QueueClosedError} After `close`.
   */
  stats(): Promise<QueueStats>;
  /** Ends the consumers in good order and closes what the queue opened itself. */
  close(): Promise<void>;
}
