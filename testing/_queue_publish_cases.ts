import type { Queue } from "../streams/mod.ts";
import type { SuiteCase } from "./conformance.ts";
import { expectEqual, expectRejection, expectThat } from "./_expect.ts";
import { idsOf, messages, take } from "./_queue_fixtures.ts";

/** What publishing promises. */
export const publishCases: readonly SuiteCase<Queue>[] = [
  {
    name: "hands out id, routing key and body as they were published",
    async run(subject) {
      await using queue = await subject.open();
      const bodies = [
        '{"a":  1, "b":[null]}',
        "",
        "not json",
        '\ufeffäöü 漢字 🙈 "quoted" it\'s \\ \0 \u0001\n',
        "x".repeat(1_000_000),
      ];
      const published = bodies.map((body, n) => ({ id: `ü-${n}`, routingKey: `a.${n}.ö`, body }));
      await queue.publish(published);
      const taken = await take(queue, bodies.length);
      const read = taken.map(({ id, routingKey, body }) => ({ id, routingKey, body }));
      expectEqual(read, published, "the messages");
      expectEqual(taken.map((each) => each.redeliveries), [0, 0, 0, 0, 0], "the redeliveries");
    },
  },
  {
    name: "hands out oldest first, across calls of publish",
    async run(subject) {
      await using queue = await subject.open();
      const all = messages(1_000);
      await queue.publish(all.slice(0, 700));
      await queue.publish([]);
      await queue.publish(all.slice(700));
      expectEqual(idsOf(await take(queue, 1_000)), idsOf(all), "the order");
    },
  },
  {
    name: "keeps messages of one id apart: it is unique within its pipeline alone",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(1));
      await queue.publish([...messages(2), ...messages(1)]);
      expectEqual(idsOf(await take(queue, 4)), ["m0", "m0", "m1", "m0"], "the messages");
      expectEqual((await queue.stats()).depth, 0, "the depth");
    },
  },
  {
    name: "keeps what was published when it is opened again",
    async run(subject) {
      const before = await subject.open();
      await before.publish(messages(3));
      await before.close();
      await before.close();
      await using after = await subject.open();
      expectEqual((await after.stats()).depth, 3, "the depth");
      expectEqual(idsOf(await take(after, 3)), ["m0", "m1", "m2"], "the messages");
    },
  },
  {
    name: "takes messages from several publishers at once, each in its order",
    async run(subject) {
      await using one = await subject.open();
      await using other = await subject.open();
      await Promise.all([one.publish(messages(50, "a")), other.publish(messages(50, "b"))]);
      const ids = idsOf(await take(one, 100));
      for (const prefix of ["a", "b"]) {
        const own = ids.filter((id) => id.startsWith(prefix));
        expectEqual(own, idsOf(messages(50, prefix)), `the order of publisher ${prefix}`);
      }
    },
  },
  {
    name: "publishes nothing when the signal is aborted, and rejects with its reason",
    async run(subject) {
      await using queue = await subject.open();
      const reason = new Error("enough");
      reason.name = "EnoughError";
      const signal = AbortSignal.abort(reason);
      const call = () => queue.publish(messages(2), { signal });
      const error = await expectRejection(call, "EnoughError", "publish()");
      expectThat(error === reason, "publish() to reject with the very reason");
      expectEqual((await queue.stats()).depth, 0, "the depth");
    },
  },
  {
    name: "refuses everything with QueueClosedError once it is closed",
    async run(subject) {
      const queue = await subject.open();
      await queue.publish(messages(1));
      await queue.close();
      const calls: Record<string, () => Promise<unknown>> = {
        publish: () => queue.publish(messages(1)),
        consume: () => queue.consume(() => {}),
        stats: () => queue.stats(),
      };
      for (const [name, call] of Object.entries(calls)) {
        await expectRejection(call, "QueueClosedError", `${name}()`);
      }
    },
  },
  {
    name: "answers how many messages it holds, in a frozen object",
    async run(subject) {
      await using queue = await subject.open();
      const stats = await queue.stats();
      expectEqual(stats, { depth: 0 }, "the stats at first");
      expectThat(Object.isFrozen(stats), "the stats to be frozen");
      await queue.publish(messages(7));
      expectEqual((await queue.stats()).depth, 7, "the depth after publishing");
      await take(queue, 7);
      expectEqual((await queue.stats()).depth, 0, "the depth after consuming");
    },
  },
];
