import assert from "node:assert/strict";
import { Connection } from "rabbitmq-client";
import { ManualClock, queueSuite } from "../../testing/mod.ts";
import type { AmqpConnection, AmqpMessage } from "../amqp_connection.ts";
import type { Queue, QueueMessage } from "../queue.ts";
import type { OutboxMessage } from "../store.ts";
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

function message(id: string, routingKey: string = "items.new"): OutboxMessage {
  return { id, routingKey, body: "{}" };
}

/** Consumes until `enough` says so. */
async function consumeUntil(
  queue: Queue,
  enough: (taken: QueueMessage[]) => boolean,
  maxMessages: number = 256,
): Promise<QueueMessage[]> {
  const taken: QueueMessage[] = [];
  const stop = new AbortController();
  await queue.consume((batch) => {
    taken.push(...batch);
    if (enough(taken)) stop.abort();
  }, { signal: stop.signal, maxMessages });
  return taken;
}

Deno.test({
  name: "amqpQueue() publishes to an exchange by routing key and refuses what no queue gets",
  ignore,
  async fn() {
    await using broker = await openBroker();
    const { connection } = broker;
    const exchange = `${broker.queue}-exchange`;
    await connection.exchangeDeclare({ exchange, type: "topic", durable: true });
    try {
      await using queue = await broker.open({ exchange });
      await assert.rejects(queue.publish([message("a")]), /no queue got it .* NO_ROUTE/);
      await connection.queueBind({ exchange, queue: broker.queue, routingKey: "items.*" });
      await queue.publish([message("a"), message("b", "items.old")]);
      await assert.rejects(queue.publish([message("c"), message("d", "users.new")]), /"d"/);
      const taken = await consumeUntil(queue, (all) => all.length === 3);
      assert.deepEqual(
        taken.map((each) => [each.id, each.routingKey]),
        [["a", "items.new"], ["b", "items.old"], ["c", "items.new"]],
      );
    } finally {
      await connection.exchangeDelete({ exchange });
    }
  },
});

Deno.test({
  name: "amqpQueue() refuses to publish to a queue that was deleted behind its back",
  ignore,
  async fn() {
    await using broker = await openBroker();
    await using queue = await broker.open();
    await queue.publish([message("a")]);
    await broker.connection.queueDelete(broker.queue);
    await assert.rejects(queue.publish([message("b")]), /no queue got it/);
  },
});

Deno.test({
  name: "amqpQueue() refuses to publish to an exchange that is missing, and recovers",
  ignore,
  async fn() {
    await using broker = await openBroker();
    const exchange = `${broker.queue}-exchange`;
    await using queue = await broker.open({ exchange });
    await assert.rejects(queue.publish([message("a")]), /NOT_FOUND/);
    await broker.connection.exchangeDeclare({ exchange, type: "fanout" });
    await broker.connection.queueBind({ exchange, queue: broker.queue });
    await queue.publish([message("a")]);
    await broker.connection.exchangeDelete({ exchange });
    assert.equal((await queue.stats()).depth, 1);
  },
});

Deno.test({
  name: "amqpQueue() loses nothing when its connection breaks again and again",
  ignore,
  async fn() {
    await using broker = await openBroker();
    const errors: unknown[] = [];
    await using queue = await broker.open({ maxUnconfirmed: 16, onError: (e) => errors.push(e) });
    const ids = Array.from({ length: 400 }, (_, n) => `m${n}`);
    let breaks = 0;
    const breakNow = () => {
      if (breaks++ < 4) Reflect.get(broker.connection, "_socket").destroy();
    };
    const seen = new Set<string>();
    const consuming = consumeUntil(queue, (taken) => {
      for (const { id } of taken.splice(0)) seen.add(id);
      if (seen.size > breaks * 60) breakNow();
      return seen.size === ids.length;
    }, 20);
    for (let n = 0; n < ids.length; n += 50) {
      const batch = ids.slice(n, n + 50).map((id) => message(id));
      while (await queue.publish(batch).then(() => false, () => true));
    }
    await consuming;
    assert.equal(seen.size, ids.length);
    assert.ok(breaks >= 4 && errors.length > 0);
  },
});

Deno.test({
  name: "amqpQueue() counts redeliveries of a quorum queue",
  ignore,
  async fn() {
    await using broker = await openBroker();
    await using queue = await broker.open({ queueArguments: { "x-queue-type": "quorum" } });
    await queue.publish([message("a")]);
    const counts: number[] = [];
    const stop = new AbortController();
    await queue.consume((batch) => {
      counts.push(batch[0]!.redeliveries);
      if (counts.length < 4) throw new Error("not yet");
      stop.abort();
    }, { signal: stop.signal });
    assert.deepEqual(counts, [0, 1, 2, 3]);
  },
});

Deno.test({
  name: "amqpQueue() hands out as text what others have published",
  ignore,
  async fn() {
    await using broker = await openBroker();
    await using queue = await broker.open();
    await queue.stats();
    const publisher = broker.connection.createPublisher({ confirm: true });
    await publisher.send(broker.queue, "plain");
    await publisher.send(broker.queue, { json: true });
    await publisher.close();
    const taken = await consumeUntil(queue, (all) => all.length === 2);
    assert.deepEqual(taken.map((each) => each.body), ["plain", '{"json":true}']);
    assert.deepEqual(taken.map((each) => [each.id, each.routingKey]), [
      ["", broker.queue],
      ["", broker.queue],
    ]);
  },
});

Deno.test({
  name: "amqpQueue() refuses a queue that was declared otherwise",
  ignore,
  async fn() {
    await using broker = await openBroker();
    await broker.connection.queueDeclare({ queue: broker.queue, durable: false });
    await using queue = await broker.open();
    await assert.rejects(queue.consume(() => {}), /PRECONDITION_FAILED/);
    await assert.rejects(queue.publish([message("a")]), /PRECONDITION_FAILED/);
    await assert.rejects(queue.stats(), /PRECONDITION_FAILED/);
  },
});

Deno.test({
  name: "amqpQueue() ends its consumers when it is closed, and does nothing afterwards",
  ignore,
  async fn() {
    await using broker = await openBroker();
    const queue = await broker.open();
    const entered = Promise.withResolvers<void>();
    const consuming = queue.consume(() => entered.resolve());
    await queue.publish([message("a")]);
    await entered.promise;
    await queue.close();
    await consuming;
    await assert.rejects(queue.publish([]), /the queue as it is closed/);
    await assert.rejects(queue.consume(() => {}), /the queue as it is closed/);
    await assert.rejects(queue.stats(), /the queue as it is closed/);
    await using again = await broker.open();
    assert.equal((await again.stats()).depth, 0);
  },
});

/** A broker that confirms when it is told to. */
function fakeBroker() {
  const sent: string[] = [];
  const confirms: PromiseWithResolvers<void>[] = [];
  let consumer: (message: AmqpMessage) => Promise<0 | 1> = () => Promise.resolve(1);
  const connection: AmqpConnection = {
    createPublisher: () => ({
      send(envelope) {
        sent.push(envelope.messageId);
        const confirm = Promise.withResolvers<void>();
        confirms.push(confirm);
        return confirm.promise;
      },
      on: () => {},
      close: () => Promise.resolve(),
    }),
    createConsumer(_options, handler) {
      consumer = handler;
      return { on: () => {}, close: () => Promise.resolve() };
    },
    queueDeclare: () => Promise.resolve({ messageCount: 0 }),
  };
  const deliver = (messageId: string) =>
    consumer({ messageId, routingKey: "", redelivered: false, body: new Uint8Array() });
  return { connection, sent, confirms, deliver };
}

/** Lets everything that can settle do so. */
async function settled(): Promise<void> {
  for (let n = 0; n < 3; n++) await new Promise((resolve) => setImmediate(resolve));
}

Deno.test("amqpQueue() keeps no more messages without a confirm than it may", async () => {
  const { connection, sent, confirms } = fakeBroker();
  await using queue = amqpQueue(connection, { queue: "q", maxUnconfirmed: 2 });
  const publishing = queue.publish(["a", "b", "c", "d"].map((id) => message(id)));
  await settled();
  assert.deepEqual(sent, ["a", "b"]);
  confirms[0]!.resolve();
  await settled();
  assert.deepEqual(sent, ["a", "b", "c"]);
  for (const confirm of confirms) confirm.resolve();
  await settled();
  confirms.at(-1)!.resolve();
  await publishing;
  assert.deepEqual(sent, ["a", "b", "c", "d"]);
});

Deno.test("amqpQueue() sends no more once a message has failed", async () => {
  const { connection, sent, confirms } = fakeBroker();
  await using queue = amqpQueue(connection, { queue: "q", maxUnconfirmed: 2 });
  const publishing = queue.publish(["a", "b", "c"].map((id) => message(id)));
  confirms[1]!.reject(new Error("b is lost"));
  confirms[0]!.reject(new Error("a is lost"));
  await assert.rejects(publishing, /a is lost/);
  assert.deepEqual(sent, ["a", "b"]);
});

Deno.test("amqpQueue() rejects with the reason when publishing is aborted on its way", async () => {
  const { connection, sent } = fakeBroker();
  await using queue = amqpQueue(connection, { queue: "q", maxUnconfirmed: 1 });
  const stop = new AbortController();
  const publishing = queue.publish([message("a"), message("b")], { signal: stop.signal });
  const reason = new Error("enough");
  stop.abort(reason);
  await assert.rejects(publishing, (error) => error === reason);
  await settled();
  assert.deepEqual(sent, ["a"]);
});

Deno.test("amqpQueue() rejects when no confirm comes for too long", async () => {
  const clock = new ManualClock();
  const { connection, confirms } = fakeBroker();
  await using queue = amqpQueue(connection, { queue: "q", confirmTimeoutMs: 1_000, clock });
  const publishing = queue.publish([message("a"), message("b")]);
  let ended = false;
  publishing.catch(() => ended = true);
  clock.advance(900);
  confirms[0]!.resolve();
  await settled();
  clock.advance(999);
  await settled();
  assert.equal(ended, false);
  clock.advance(1);
  await assert.rejects(publishing, /Cannot publish 2 messages .* within 1000 ms/);
  assert.equal(clock.pending, 0);
});

Deno.test("amqpQueue() publishes nothing of what holds an id that AMQP cannot carry", async () => {
  const { connection, sent } = fakeBroker();
  await using queue = amqpQueue(connection, { queue: "q" });
  const long = message("ü".repeat(128));
  await assert.rejects(queue.publish([message("a"), long]), /"id" must be 255 bytes at most/);
  assert.deepEqual(sent, []);
});

Deno.test("amqpQueue() puts back what came while the last call of its handler ran", async () => {
  const { connection, deliver } = fakeBroker();
  await using queue = amqpQueue(connection, { queue: "q" });
  const stop = new AbortController();
  const gate = Promise.withResolvers<void>();
  const handled: string[] = [];
  const consuming = queue.consume(async (batch) => {
    await gate.promise;
    handled.push(...batch.map((each) => each.id));
  }, { signal: stop.signal });
  await settled();
  const verdicts = [deliver("a"), deliver("b")];
  await settled();
  verdicts.push(deliver("c"));
  assert.equal((await queue.stats()).depth, 3);
  stop.abort();
  verdicts.push(deliver("d"));
  gate.resolve();
  await consuming;
  assert.deepEqual(await Promise.all(verdicts), [0, 0, 1, 1]);
  assert.deepEqual(handled, ["a", "b"]);
});

Deno.test("amqpQueue() tells of a handler that rejects", async () => {
  const { connection, deliver } = fakeBroker();
  const errors: unknown[] = [];
  await using queue = amqpQueue(connection, { queue: "q", onError: (each) => errors.push(each) });
  const stop = new AbortController();
  const failure = new Error("not yet");
  const consuming = queue.consume(() => Promise.reject(failure), { signal: stop.signal });
  await settled();
  assert.equal(await deliver("a"), 1);
  assert.deepEqual(errors, [failure]);
  stop.abort();
  await consuming;
});

Deno.test("amqpQueue() refuses options that cannot work", () => {
  const { connection } = fakeBroker();
  assert.throws(() => amqpQueue(connection, { queue: "" }), TypeError);
  assert.throws(() => amqpQueue(connection, { queue: "q", maxUnconfirmed: 0 }), RangeError);
  assert.throws(
    () => amqpQueue(connection, { queue: "q", confirmTimeoutMs: Infinity }),
    RangeError,
  );
  assert.throws(() => amqpQueue(connection, { queue: "q", exchnge: "" } as never), /"exchange"/);
  assert.throws(() => amqpQueue(connection, { queue: "q", exchange: 1 as never }), TypeError);
  assert.throws(() => amqpQueue(connection, undefined as never), {
    name: "TypeError",
    message: /as "options" must be an object/,
  });
  assert.throws(() => amqpQueue({} as AmqpConnection, { queue: "q" }), TypeError);
});
