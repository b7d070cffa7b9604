import type { Buffer } from "node:buffer";
import type { AmqpEnvelope, AmqpPublisher } from "../amqp_connection.ts";

/** A message on its way to the broker. */
interface Outstanding {
  /** Why it came back, once it has. */
  returned?: string;
}

/** Publishes with confirms, and takes a message that came back for one that failed. */
export class ConfirmingPublisher {
  readonly #publisher: AmqpPublisher;
  readonly #outstanding: Map<string, Outstanding> = new Map();

  constructor(publisher: AmqpPublisher) {
    this.#publisher = publisher;
    publisher.on("basic.return", (message) => {
      const outstanding = this.#outstanding.get(message.messageId ?? "");
      if (outstanding !== undefined) outstanding.returned = message.replyText;
    });
  }

  /** Resolves when the broker has taken the message, and a queue has got it. */
  async send(envelope: AmqpEnvelope, body: Buffer): Promise<void> {
    const outstanding: Outstanding = {};
    this.#outstanding.set(envelope.messageId, outstanding);
    try {
      await this.#publisher.send(envelope, body);
      // The client tells of a message that came back one turn of the event loop after it has read
      // that from the connection, so the confirm, which the broker sends later, overtakes it.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      if (this.#outstanding.get(envelope.messageId) === outstanding) {
        this.#outstanding.delete(envelope.messageId);
      }
    }
    if (outstanding.returned === undefined) return;
    throw new Error(
      `Cannot publish message "${envelope.messageId}" as no queue got it from exchange ` +
        `"${envelope.exchange}" with routing key "${envelope.routingKey}": the broker said ` +
        `${outstanding.returned}; bind a queue to that key`,
    );
  }

  /** Closes the channel. */
  close(): Promise<void> {
    return this.#publisher.close();
  }
}
