import { Buffer } from "node:buffer";
import {
  checkFunction,
  checkInteger,
  checkKeys,
  checkObject,
  checkString,
  optionMessage,
} from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import type { AmqpConnection, AmqpEnvelope, AmqpQueueDeclaration } from "../amqp_connection.ts";
import { QueueClosedError } from "../errors.ts";
import type { Queue, QueueConsumeOptions, QueueMessage, QueueStats } from "../queue.ts";
import type { OutboxMessage } from "../store.ts";
import { ConfirmingPublisher } from "./_amqp_confirms.ts";
import { AmqpConsumption, routingKeyHeader } from "./_amqp_consumption.ts";
import { Patience } from "./_patience.ts";

/** How an {@linkcode amqpQueue} publishes and consumes. */
export interface AmqpQueueOptions {
  /** The queue; it is declared durable. */
  readonly queue: string;
  /**
   * The exchange to publish to, with the routing key of each message. It must be there, and bound
   * to queues for every key that is used. Left out, messages go straight to `queue`.
   */
  readonly exchange?: string;
  /** Arguments that the queue is declared with, such as `{ "x-queue-type": "quorum" }`. */
  readonly queueArguments?: Readonly<Record<string, unknown>>;
  /** Messages of one `publish` that may be on their way without a confirm. @default {256} */
  readonly maxUnconfirmed?: number;
  /** How long `publish` waits for the next confirm, in milliseconds. @default {30000} */
  readonly confirmTimeoutMs?: number;
  /**
   * Told of every error that `consume` survives: a handler that rejected, a connection that was
   * lost and is being made again. @default nobody is told
   */
  readonly onError?: (error: unknown) => void;
  /** Where time comes from. @default the system's clock */
  readonly clock?: Clock;
}

/**
 * A durable queue of a message broker that speaks AMQP 0-9-1, such as RabbitMQ.
 *
 * Messages are persistent, mandatory and confirmed: `publish` resolves when the broker has taken
 * each of them and a queue has got it. One that no queue gets is an error. The id of a message is
 * its `messageId`; a message that went straight to the queue carries its routing key in the field
 * `weir-routing-key`.
 *
 * Order: as published, except for messages that come again; with several consumers, and after a
 * connection was lost, a message may come again at any time.
 * Buffer: at most `maxMessages` messages are handed out to a call of `consume`.
 * Cancel: a `publish` that is aborted leaves what is on its way; it may still arrive.
 *
 * `stats().depth` adds what waits in the broker to what this object has handed out: a broker does
 * not tell of what others hold. `redeliveries` is exact with a quorum queue, else 0 or 1.
 *
 * @example
 * ```ts ignore
 * import { amqpQueue } from "@weir/std/streams/amqp";
 * import { Connection } from "rabbitmq-client";
 *
 * const connection = new Connection(Deno.env.get("AMQP_URL"));
 * connection.on("error", (error) => console.error("The broker is away", error));
 * {
 *   await using queue = amqpQueue(connection, { queue: "pushes" });
 *   await queue.publish([{ id: "1", routingKey: "push.main", body: "{}" }]);
 * }
 * await connection.close();
 * ```
 *
 * @param connection A connection, such as a `Connection` of npm `rabbitmq-client`. It stays yours
 * to close, after the queue: it waits for the channels that the queue holds.
 * @param options Which queue, and how.
 * @returns The queue. Nothing is asked of the broker before it is used.
 * @throws {TypeError} If an option is not known or has a wrong type.
 * @throws {RangeError} If a number is out of range.
 */
export function amqpQueue(connection: AmqpConnection, options: AmqpQueueOptions): Queue {
  checkFunction(action, "connection.createPublisher", connection?.createPublisher);
  checkObject(action, "options", options);
  checkKeys(action, options, optionNames);
  const exchange = options.exchange ?? "";
  if (typeof exchange !== "string") {
    throw new TypeError(optionMessage(action, "exchange", "a string", exchange));
  }
  if (options.onError !== undefined) checkFunction(action, "onError", options.onError);
  return new AmqpQueue(connection, {
    exchange,
    declaration: {
      queue: checkString(action, "queue", options.queue),
      durable: true,
      arguments: { ...options.queueArguments },
    },
    maxUnconfirmed: checkInteger(action, "maxUnconfirmed", options.maxUnconfirmed ?? 256, 1),
    confirmTimeoutMs: checkInteger(
      action,
      "confirmTimeoutMs",
      options.confirmTimeoutMs ?? 30_000,
      1,
      2 ** 31 - 1,
    ),
    onError: options.onError ?? (() => {}),
    clock: options.clock ?? systemClock,
  });
}

const action = "make a queue on AMQP";
const optionNames = [
  "queue",
  "exchange",
  "queueArguments",
  "maxUnconfirmed",
  "confirmTimeoutMs",
  "onError",
  "clock",
];

interface Settings {
  readonly exchange: string;
  readonly declaration: AmqpQueueDeclaration;
  readonly maxUnconfirmed: number;
  readonly confirmTimeoutMs: number;
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
}

class AmqpQueue implements Queue {
  readonly #connection: AmqpConnection;
  readonly #settings: Settings;
  readonly #running: Map<AmqpConsumption, Promise<void>> = new Map();
  #publisher: ConfirmingPublisher | undefined;
  #declared = false;
  #closed = false;

  constructor(connection: AmqpConnection, settings: Settings) {
    this.#connection = connection;
    this.#settings = settings;
  }

  async publish(
    messages: readonly OutboxMessage[],
    options?: { signal?: AbortSignal },
  ): Promise<void> {
    this.#checkOpen("publish");
    options?.signal?.throwIfAborted();
    const envelopes = messages.map((message) => this.#envelope(message));
    const publisher = this.#publisher ??= this.#createPublisher();
    using patience = this.#patience(messages.length, options?.signal);
    const { maxUnconfirmed } = this.#settings;
    const confirms: Promise<void>[] = [];
    for (const [n, message] of messages.entries()) {
      if (n >= maxUnconfirmed) await patience.wait(confirms[n - maxUnconfirmed]!);
      const confirm = publisher.send(envelopes[n]!, Buffer.from(message.body, "utf8"));
      confirm.then(() => patience.progress(), () => {});
      confirms.push(confirm);
    }
    await patience.wait(Promise.all(confirms));
  }

  async consume(
    handler: (messages: readonly QueueMessage[]) => void | Promise<void>,
    options?: QueueConsumeOptions,
  ): Promise<void> {
    this.#checkOpen("consume");
    checkFunction("consume a queue", "handler", handler);
    checkKeys("consume a queue", options, ["maxMessages", "signal"]);
    const prefetchCount = options?.maxMessages ?? 256;
    checkInteger("consume a queue", "maxMessages", prefetchCount, 1, 65_535);
    const signal = options?.signal;
    if (signal?.aborted) return;
    const consumption = new AmqpConsumption(handler, prefetchCount, this.#settings.onError);
    const stop = () => consumption.stop();
    signal?.addEventListener("abort", stop, { once: true });
    const running = this.#run(consumption, prefetchCount);
    this.#running.set(consumption, running);
    try {
      await running;
    } finally {
      this.#running.delete(consumption);
      signal?.removeEventListener("abort", stop);
    }
  }

  async stats(): Promise<QueueStats> {
    this.#checkOpen("ask");
    await this.#declare();
    const { queue } = this.#settings.declaration;
    const { messageCount } = await this.#connection.queueDeclare({ queue, passive: true });
    const held = [...this.#running.keys()].reduce((sum, each) => sum + each.held, 0);
    return Object.freeze({ depth: messageCount + held });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const consumption of this.#running.keys()) consumption.stop();
    await Promise.allSettled(this.#running.values());
    // A channel that cannot be closed is closed already: its connection was lost.
    await this.#publisher?.close().catch(() => {});
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(consumption: AmqpConsumption, prefetchCount: number): Promise<void> {
    await this.#declare();
    const { queue, ...queueOptions } = this.#settings.declaration;
    await consumption.run(this.#connection, { queue, queueOptions, qos: { prefetchCount } });
  }

  /** Declared here, a queue that cannot be had is an error and not a consumer that tries for ever. */
  async #declare(): Promise<void> {
    if (this.#declared) return;
    await this.#connection.queueDeclare(this.#settings.declaration);
    this.#declared = true;
  }

  #createPublisher(): ConfirmingPublisher {
    const queues = [this.#settings.declaration];
    return new ConfirmingPublisher(this.#connection.createPublisher({ confirm: true, queues }));
  }

  #patience(count: number, signal: AbortSignal | undefined): Patience {
    const { clock, confirmTimeoutMs } = this.#settings;
    return new Patience(clock, confirmTimeoutMs, signal, () =>
      new Error(
        `Cannot publish ${count} messages as the broker has confirmed none of those on their way ` +
          `within ${confirmTimeoutMs} ms: publish them again, they bear the same ids`,
      ));
  }

  /**
   * A body without an encoding may be decoded on its way, as JSON or as text, and does not come out
   * as it went in.
   */
  #envelope(message: OutboxMessage): AmqpEnvelope {
    const { exchange, declaration } = this.#settings;
    const direct = exchange === "";
    for (const [name, text] of [["id", message.id], ["routingKey", message.routingKey]] as const) {
      if (Buffer.byteLength(text, "utf8") > 255) {
        throw new RangeError(optionMessage("publish a message", name, "255 bytes at most", text));
      }
    }
    return {
      exchange,
      routingKey: direct ? declaration.queue : message.routingKey,
      messageId: message.id,
      durable: true,
      mandatory: true,
      contentEncoding: "identity",
      headers: direct ? { [routingKeyHeader]: message.routingKey } : {},
    };
  }

  #checkOpen(verb: string): void {
    if (!this.#closed) return;
    throw new QueueClosedError(`Cannot ${verb} the queue as it is closed: make another one`);
  }
}
