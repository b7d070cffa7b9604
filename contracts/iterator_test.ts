import assert from "node:assert/strict";
import { contract, integer, string } from "./mod.ts";

interface Feed {
  list(from: number): Generator<string, number, unknown>;
  watch(from: number): AsyncGenerator<string, number, unknown>;
}

const Feed = contract<Feed>("test.Feed", {
  members: {
    list: { kind: "generator", params: [["from", integer()]], yields: string() },
    watch: { kind: "asyncGenerator", params: [["from", integer()]], yields: string() },
  },
});

class Impl implements Feed {
  static {
    Feed.implement(this, { name: "impl" });
  }
  closed = 0;
  *list(from: number): Generator<string, number, unknown> {
    try {
      yield "a";
      const got = yield "b";
      if (from > 0) yield from as never;
      return Number(got ?? 9);
    } finally {
      this.closed++;
    }
  }
  async *watch(from: number): AsyncGenerator<string, number, unknown> {
    try {
      yield "a";
      const got = yield "b";
      if (from > 0) yield from as never;
      return Number(await got ?? 9);
    } finally {
      this.closed++;
    }
  }
}

Deno.test("implement() hands items, sent values and the result of a generator through", () => {
  const list = new Impl().list(0);
  assert.equal(list[Symbol.iterator](), list);
  assert.deepEqual([list.next(), list.next(), list.next(7), list.next()], [
    { value: "a", done: false },
    { value: "b", done: false },
    { value: 7, done: true },
    { value: undefined, done: true },
  ]);
  assert.deepEqual(new Impl().list(0).map((item) => item + "!").toArray(), ["a!", "b!"]);
});

Deno.test("implement() closes a generator when an item breaks the contract", () => {
  const impl = new Impl();
  const seen: string[] = [];
  assert.throws(() => {
    for (const item of impl.list(3)) seen.push(item);
  }, /Cannot yield item 2 from Impl\.list\(from\).*\n.*item {2}expected string, received 3/);
  assert.deepEqual(seen, ["a", "b"]);
  assert.equal(impl.closed, 1);
});

Deno.test("implement() closes a generator when the loop over it ends early", () => {
  const impl = new Impl();
  for (const _item of impl.list(0)) break;
  assert.equal(impl.closed, 1);
  const list = impl.list(0);
  list.next();
  assert.throws(() => list.throw(new Error("stop")), /stop/);
  assert.equal(impl.closed, 2);
});

Deno.test("implement() throws when a generator method is called with bad arguments", () => {
  assert.throws(() => new Impl().list("x" as never), { blame: "caller" });
});

Deno.test("implement() hands items and the result of an async generator through", async () => {
  const watch = new Impl().watch(0);
  assert.equal(watch[Symbol.asyncIterator](), watch);
  assert.deepEqual([await watch.next(), await watch.next(), await watch.next(7)], [
    { value: "a", done: false },
    { value: "b", done: false },
    { value: 7, done: true },
  ]);
});

Deno.test("implement() closes an async generator when an item breaks the contract", async () => {
  const impl = new Impl();
  const watch = impl.watch(3);
  await watch.next();
  await watch.next();
  await assert.rejects(watch.next(), /yield item 2 from Impl\.watch\(from\)/);
  assert.equal(impl.closed, 1);
  for await (const _item of impl.watch(0)) break;
  assert.equal(impl.closed, 2);
});

Deno.test("implement() rejects the first step when an async generator is called badly", async () => {
  const watch = new Impl().watch("x" as never);
  await assert.rejects(watch.next(), { blame: "caller" });
  assert.deepEqual(await watch.next(), { done: true, value: undefined });
  for await (const _item of await dispose(new Impl().watch("x" as never))) assert.fail("no items");
});

async function dispose<T extends AsyncGenerator<string>>(generator: T): Promise<T> {
  await generator.return(0);
  return generator;
}

Deno.test("implement() refuses what is not an iterator", async () => {
  class Plain {
    static {
      Feed.implement(this);
    }
    list() {
      return 5 as never;
    }
    watch() {
      return ["a"] as never;
    }
  }
  const feed: Feed = new Plain();
  assert.throws(() => feed.list(0), /expected an iterator, received 5 \(number\)/);
  await assert.rejects(feed.watch(0).next(), /expected an async iterator, received \["a"\]/);
});

/** Items that are asked for directly; the last one is bad, and there is nothing to close. */
class Direct {
  static {
    Feed.implement(this);
  }
  list(): never {
    let count = 0;
    const next = () => ({ done: false, value: count++ === 1 ? 7 : "a" });
    return Iterator.from({ next } as never) as never;
  }
  async *watch(): AsyncGenerator<string, number, unknown> {
    yield "a";
    yield 7 as never;
    yield "b";
    return 0;
  }
}

Deno.test("implement() ends an iterator for good when an item breaks the contract", () => {
  const list = (new Direct() as Feed).list(0);
  assert.equal(list.next().value, "a");
  assert.throws(() => list.next(), /yield item 1/);
  assert.deepEqual([list.next(), list.return(3), list.next()], [
    { done: true, value: undefined },
    { done: true, value: 3 },
    { done: true, value: undefined },
  ]);
  assert.throws(() => list.throw(new Error("stop")), /stop/);
});

Deno.test("implement() ends an async iterator for the steps that are under way as well", async () => {
  const watch = (new Direct() as Feed).watch(0);
  const steps = await Promise.allSettled([watch.next(), watch.next(), watch.next(), watch.next()]);
  assert.deepEqual(steps.map(({ status }) => status), [
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  const over = { done: true, value: undefined };
  assert.deepEqual(steps.slice(2).map((step) => step.status === "fulfilled" && step.value), [
    over,
    over,
  ]);
  assert.deepEqual([await watch.next(), await watch.return(3)], [over, { done: true, value: 3 }]);
  await assert.rejects(watch.throw(new Error("stop")), /stop/);
});
