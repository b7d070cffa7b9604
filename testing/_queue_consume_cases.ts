import type { Queue } from "../streams/mod.ts";
import type { SuiteCase } from "./conformance.ts";
import { expectEqual, expectThat } from "./_expect.ts";
import { idsOf, messages, take } from "./_queue_fixtures.ts";

/** What consuming promises. */
export const consumeCases: readonly SuiteCase<Queue>[] = [
  {
    name: "calls the handler with as many messages as allowed at most, and with one at least",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(25));
      const sizes: number[] = [];
      const stop = new AbortController();
      let taken = 0;
      await queue.consume((batch) => {
        sizes.push(batch.length);
        taken += batch.length;
        if (taken === 25) stop.abort();
      }, { maxMessages: 10, signal: stop.signal });
      expectThat(sizes.every((size) => size >= 1 && size <= 10), `sizes from 1 to 10: ${sizes}`);
      expectEqual(taken, 25, "the number of messages");
    },
  },
  {
    name: "waits for messages that are published later",
    async run(subject) {
      await using queue = await subject.open();
      const taking = take(queue, 2);
      await queue.publish(messages(1, "a"));
      await queue.publish(messages(1, "b"));
      expectEqual(idsOf(await taking), ["a0", "b0"], "the messages");
    },
  },
  {
    name: "calls the handler again only after it has settled",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(6));
      const stop = new AbortController();
      let running = 0;
      let most = 0;
      let taken = 0;
      await queue.consume(async (batch) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        taken += batch.length;
        if (taken === 6) stop.abort();
      }, { maxMessages: 1, signal: stop.signal });
      expectEqual(most, 1, "the calls at one time");
    },
  },
  {
    name: "hands messages out again when the handler rejects",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(3));
      const stop = new AbortController();
      const done = new Map<string, number>();
      const calls = new Map<string, number>();
      await queue.consume((batch) => {
        for (const { id } of batch) calls.set(id, (calls.get(id) ?? 0) + 1);
        if (batch.some(({ id }) => id === "m1" && calls.get(id) === 1)) {
          return Promise.reject(new Error("not yet"));
        }
        for (const { id, redeliveries } of batch) done.set(id, redeliveries);
        if (done.size === 3) stop.abort();
      }, { signal: stop.signal });
      expectEqual([...done.keys()].sort(), ["m0", "m1", "m2"], "what was handled in the end");
      expectEqual(calls.get("m1"), 2, "how often the rejected message came");
      expectThat(done.get("m1")! >= 1, "the rejected message to count a redelivery");
      expectEqual((await queue.stats()).depth, 0, "the depth");
    },
  },
  {
    name: "hands messages out again when the handler throws",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(1));
      const stop = new AbortController();
      let calls = 0;
      await queue.consume(() => {
        if (++calls === 1) throw new Error("not yet");
        stop.abort();
      }, { signal: stop.signal });
      expectEqual(calls, 2, "the calls of the handler");
    },
  },
  {
    name: "leaves a message in the queue whose handler rejects while it is aborted",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(1));
      const stop = new AbortController();
      await queue.consume(() => {
        stop.abort();
        throw new Error("never");
      }, { signal: stop.signal });
      const [again] = await take(queue, 1);
      expectEqual(again?.id, "m0", "the message that comes again");
      expectThat(again!.redeliveries >= 1, "the message to count a redelivery");
    },
  },
  {
    name: "finishes the call that runs when it is aborted, and takes no more",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(10));
      const stop = new AbortController();
      const entered = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const handled: string[] = [];
      let ended = false;
      const consuming = queue.consume(async (batch) => {
        entered.resolve();
        await gate.promise;
        handled.push(...idsOf(batch));
      }, { maxMessages: 4, signal: stop.signal }).then(() => ended = true);
      await entered.promise;
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      expectThat(!ended, "consume() to wait for the handler");
      gate.resolve();
      await consuming;
      expectThat(handled.length >= 1 && handled.length <= 4, "one call of the handler");
      const rest = messages(10).map((each) => each.id).slice(handled.length);
      expectEqual((await queue.stats()).depth, rest.length, "the depth");
      expectEqual(idsOf(await take(queue, rest.length)), rest, "what was left");
    },
  },
  {
    name: "does not consume when the signal is aborted already",
    async run(subject) {
      await using queue = await subject.open();
      await queue.publish(messages(1));
      let calls = 0;
      await queue.consume(() => void calls++, { signal: AbortSignal.abort() });
      expectEqual(calls, 0, "the calls of the handler");
      expectEqual((await queue.stats()).depth, 1, "the depth");
    },
  },
  {
    name: "shares messages out between consumers, none left behind",
    async run(subject) {
      await using one = await subject.open();
      await using other = await subject.open();
      const stop = new AbortController();
      const seen = new Set<string>();
      const consume = (queue: Queue) =>
        queue.consume((batch) => {
          for (const { id } of batch) seen.add(id);
          if (seen.size === 200) stop.abort();
        }, { maxMessages: 5, signal: stop.signal });
      await Promise.all([consume(one), consume(other), one.publish(messages(200))]);
      expectEqual(seen.size, 200, "the messages that came");
      expectEqual((await one.stats()).depth, 0, "the depth");
    },
  },
  {
    name: "hands out what a consumer held when its queue was closed",
    async run(subject) {
      const before = await subject.open();
      await before.publish(messages(5));
      await take(before, 1, 1);
      await before.close();
      await using after = await subject.open();
      expectEqual(idsOf(await take(after, 4)), ["m1", "m2", "m3", "m4"], "what was left");
    },
  },
];
