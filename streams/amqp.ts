/**
 * Streams on AMQP 0-9-1: a queue behind a pipeline, and the shape of the client it takes.
 *
 * - {@linkcode amqpQueue} publishes with confirms and consumes in batches.
 * - {@linkcode AmqpConnection} is all that it asks of a client; a `Connection` of npm
 *   `rabbitmq-client` is one as it stands.
 *
 * The client comes from you: this entry imports none. It is the client that connects again when the
 * broker was away; listen for the `error` events of the connection.
 *
 * Runs on Deno, Node and Bun.
 *
 * @example Publish and consume
 * ```ts ignore
 * import { amqpQueue } from "@weir/std/streams/amqp";
 * import { Connection } from "rabbitmq-client";
 *
 * const connection = new Connection(Deno.env.get("AMQP_URL"));
 * connection.on("error", (error) => console.error("The broker is away", error));
 * {
 *   await using queue = amqpQueue(connection, { queue: "pushes" });
 *   await queue.publish([{ id: "1", routingKey: "push.main", body: "{}" }]);
 *   const stop = new AbortController();
 *   await queue.consume((messages) => {
 *     console.log(messages.map((message) => message.id));
 *     stop.abort();
 *   }, { signal: stop.signal });
 * }
 * await connection.close();
 * ```
 *
 * @module
 */

// Queue
export { amqpQueue, type AmqpQueueOptions } from "./queues/amqp_queue.ts";

// What a client must look like
export type {
  AmqpConnection,
  AmqpConsumer,
  AmqpConsumerOptions,
  AmqpEnvelope,
  AmqpMessage,
  AmqpPublisher,
  AmqpQueueDeclaration,
  AmqpReturnedMessage,
} from "./amqp_connection.ts";
