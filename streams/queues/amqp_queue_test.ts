import assert from "node:assert/strict";
import { Connection } from "rabbitmq-client";
import { queueSuite } from "../../testing/mod.ts";
import { amqpQueue, type AmqpQueueOptions } from "./amqp_queue.ts";

const url = Deno.env.get("AMQP_URL");
const ignore = url === undefined;

/** A connection and the name of a queue for one test. */
async function openBroker() {
  const connection = new Connection({ url: url ?? "", retryLow: 50, acquireTimeout: 5_000 });
  connection.on("error", () => {});
  await connection.onConnect(10_000);
  const queue = `weir-test-${crypto.randomUUID()}`;
  return {
    connection,
    queue,
    open: (options: Partial<AmqpQueueOptions> = {}) =>
      Promise.resolve(amqpQueue(connection, { queue, ...options })),
    async [Symbol.asyncDispose]() {
      await connection.queueDelete(queue);
      await connection.close();
    },
  };
}

queueSuite("amqp", openBroker, {
  register: (name, fn) => Deno.test({ name, fn, ignore }),
});
