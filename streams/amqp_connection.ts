import type { Buffer } from "node:buffer";

/** How a queue is declared. */
export interface AmqpQueueDeclaration {
  /** Name of the queue. */
  queue: string;
  /** Whether it outlives a restart of the broker. */
  durable?: boolean;
  /** Ask only whether it is there. */
  passive?: boolean;
  /** Further arguments, such as `x-queue-type`. */
  arguments?: Record<string, unknown>;
}

/** What goes with the body of a message that is published. */
export interface AmqpEnvelope {
  /** The exchange; `""` for the default exchange. */
  exchange: string;
  /** Where the exchange should route it. */
  routingKey: string;
  /** Id of the message. */
  messageId: string;
  /** Whether it outlives a restart of the broker. */
  durable: boolean;
  /** Give it back when no queue gets it. */
  mandatory: boolean;
  /** Encoding of the body. */
  contentEncoding: string;
  /** Further fields. */
  headers?: Record<string, unknown>;
}

/** A message that the broker gave back as no queue got it. */
export interface AmqpReturnedMessage {
  /** Id of the message. */
  messageId?: string;
  /** Why it came back. */
  replyText: string;
}

/** Publishes on a channel of its own. */
export interface AmqpPublisher {
  /** Publishes a message; with confirms it resolves when the broker has taken it. */
  send(envelope: AmqpEnvelope, body: Buffer): Promise<void>;
  /** Listens for messages that come back. */
  on(event: "basic.return", listener: (message: AmqpReturnedMessage) => void): unknown;
  /** Closes the channel. */
  close(): Promise<void>;
}

/** A message that is handed out. */
export interface AmqpMessage {
  /** The content: bytes as a rule, or what the client decoded it to. */
  body: unknown;
  /** Id of the message, if its publisher gave it one. */
  messageId?: string;
  /** The routing key it was published with. */
  routingKey: string;
  /** Whether it has been handed out before. */
  redelivered: boolean;
  /** Further fields. */
  headers?: Record<string, unknown>;
}

/** How to consume a queue. */
export interface AmqpConsumerOptions {
  /** Name of the queue. */
  queue: string;
  /** How the queue is declared when a connection is made again. */
  queueOptions: Omit<AmqpQueueDeclaration, "queue">;
  /** How many messages may be handed out and not yet settled. */
  qos: { prefetchCount: number };
}

/** Takes messages from a queue on a channel of its own. */
export interface AmqpConsumer {
  /** Listens for faults that the consumer survives. */
  on(event: "error", listener: (error: unknown) => void): unknown;
  /** Takes no more messages, waits until those handed out are settled, closes the channel. */
  close(): Promise<void>;
}

/**
 * A connection to a message broker that speaks AMQP 0-9-1: the smallest part of one that a queue
 * needs. It is expected to connect again by itself when it was lost.
 *
 * A `Connection` of npm `rabbitmq-client` is one as it stands.
 */
export interface AmqpConnection {
  /** Makes a publisher. */
  createPublisher(
    options: { confirm: boolean; queues: AmqpQueueDeclaration[] },
  ): AmqpPublisher;
  /**
   * Makes a consumer. `handler` settles a message by what it resolves to: 0 acknowledges it, 1
   * puts it back into the queue.
   */
  createConsumer(
    options: AmqpConsumerOptions,
    handler: (message: AmqpMessage) => Promise<0 | 1>,
  ): AmqpConsumer;
  /** Declares a queue and answers how many messages wait in it. */
  queueDeclare(declaration: AmqpQueueDeclaration): Promise<{ messageCount: number }>;
}
