import { defineResource, type Resource } from "@weir/std/scope";
import type { Queue } from "@weir/std/streams";
import { amqpQueue } from "@weir/std/streams/amqp";
import { Connection } from "rabbitmq-client";
import { type Backend, OpenQueue, QueueBackend, type QueueSource } from "./backend.ts";

/** Where a queue of an AMQP broker is. */
type AmqpSource = QueueSource & { kind: "amqp" };

/** A queue of an AMQP broker, such as RabbitMQ. */
export class AmqpQueues implements Backend<QueueSource, Queue> {
  static {
    QueueBackend.implement(this, { name: "amqp", capabilities: ["server"] });
  }

  resource(source: QueueSource): Resource<Queue> {
    const { url, queue } = source as AmqpSource;
    // A server that is starting gets a few seconds.
    const retry = { maxAttempts: 4, minDelayMs: 250 };
    const connection = defineResource({
      name: "AMQP connection",
      acquire: () => connect(url),
      release: (connection) => connection.close(),
      retry,
    });
    return defineResource({
      name: "queue (amqp)",
      needs: { connection },
      acquire: async ({ needs }) => OpenQueue.assert(await amqpQueue(needs.connection, { queue })),
      release: (queue) => queue.close(),
    });
  }

  async reset(source: QueueSource): Promise<void> {
    const { url, queue } = source as AmqpSource;
    const connection = open(url);
    await connection.queueDelete({ queue });
    await connection.close();
  }
}

function open(url: string): Connection {
  const connection = new Connection({ url, acquireTimeout: 5_000, noDelay: true });
  connection.on("error", () => {});
  return connection;
}

async function connect(url: string): Promise<Connection> {
  const connection = open(url);
  try {
    await connection.onConnect(5_000);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
