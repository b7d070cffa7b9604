import type { AmqpConnection, AmqpConsumerOptions, AmqpMessage } from "../amqp_connection.ts";
import type { QueueMessage } from "../queue.ts";

/** The field that carries the routing key of a message that went straight to its queue. */
export const routingKeyHeader = "weir-routing-key";

const acknowledge = 0;
const putBack = 1;

/** A message that is handed out and not yet settled. */
interface Held {
  readonly message: QueueMessage;
  readonly settle: (verdict: typeof acknowledge | typeof putBack) => void;
}

/** One run of `consume`: collects messages, calls the handler, settles what it was given. */
export class AmqpConsumption {
  readonly #handler: (messages: readonly QueueMessage[]) => void | Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #maxMessages: number;
  #waiting: Held[] = [];
  #held = 0;
  #stopped = false;
  #wake: () => void = () => {};

  constructor(
    handler: (messages: readonly QueueMessage[]) => void | Promise<void>,
    maxMessages: number,
    onError: (error: unknown) => void,
  ) {
    this.#handler = handler;
    this.#maxMessages = maxMessages;
    this.#onError = onError;
  }

  /** Messages that are handed out and not yet settled. */
  get held(): number {
    return this.#held;
  }

  /** Takes no more messages; `run` then comes to its end. */
  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** Consumes until it is stopped. */
  async run(connection: AmqpConnection, options: AmqpConsumerOptions): Promise<void> {
    if (this.#stopped) return;
    const consumer = connection.createConsumer(options, (message) => this.#hold(message));
    consumer.on("error", this.#onError);
    try {
      while (!this.#stopped) {
        if (this.#waiting.length === 0) await this.#somethingNew();
        else await this.#handle(this.#waiting.splice(0, this.#maxMessages));
      }
    } finally {
      for (const held of this.#waiting) held.settle(putBack);
      // Cancelling fails when the connection has just been lost, and then there is nothing to cancel.
      await consumer.close().catch(this.#onError);
    }
  }

  #hold(message: AmqpMessage): Promise<0 | 1> {
    if (this.#stopped) return Promise.resolve(putBack);
    this.#held++;
    return new Promise((resolve) => {
      const settle = (verdict: 0 | 1) => {
        this.#held--;
        resolve(verdict);
      };
      this.#waiting.push({ message: toQueueMessage(message), settle });
      this.#wake();
    });
  }

  async #handle(batch: readonly Held[]): Promise<void> {
    let verdict: 0 | 1 = acknowledge;
    try {
      await this.#handler(batch.map((held) => held.message));
    } catch (error) {
      verdict = putBack;
      this.#onError(error);
    }
    for (const held of batch) held.settle(verdict);
  }

  /** Waits for a message, and for those that came with it in one read from the connection. */
  async #somethingNew(): Promise<void> {
    await new Promise<void>((resolve) => this.#wake = resolve);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function toQueueMessage(message: AmqpMessage): QueueMessage {
  const { headers = {} } = message;
  const routingKey = headers[routingKeyHeader] ?? message.routingKey;
  const count = headers["x-delivery-count"];
  return {
    id: message.messageId ?? "",
    routingKey: String(routingKey),
    body: toText(message.body),
    redeliveries: typeof count === "number" ? count : Number(message.redelivered),
  };
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes are text in UTF-8; what a client has decoded already was text or JSON. */
function toText(body: unknown): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? utf8.decode(body) : JSON.stringify(body);
}
