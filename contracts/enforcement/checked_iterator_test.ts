import assert from "node:assert/strict";
import { contract, number } from "../mod.ts";

interface Feed {
  level: number;
  list(inner: Iterator<number>): Generator<number, unknown, unknown>;
  watch(inner: AsyncIterator<number>): AsyncGenerator<number, unknown, unknown>;
}

const given = { "~standard": { version: 1, vendor: "test", validate: accept } } as const;

function accept(value: unknown) {
  return { value: value as never };
}

/** A class that answers with what it gets, with and without rules. */
function feedClass(hasRules: boolean) {
  const Feed = contract<Feed>("test.Feed", {
    members: {
      level: { attribute: number() },
      list: { kind: "generator", params: [["inner", given]], yields: number() },
      watch: { kind: "asyncGenerator", params: [["inner", given]], yields: number() },
    },
    invariants: hasRules ? { "the level is even": ({ level }) => level % 2 === 0 } : {},
  });
  return class Impl {
    static {
      Feed.implement(this as never);
    }
    level = 0;
    list(inner: Iterator<number>): Generator<number, unknown, unknown> {
      return inner as never;
    }
    watch(inner: AsyncIterator<number>): AsyncGenerator<number, unknown, unknown> {
      return inner as never;
    }
  };
}

/** An iterator that notes what happens to it, with some methods missing. */
function noted(isAsync: boolean, ...missing: readonly string[]) {
  const seen: unknown[] = [];
  const step = (name: string, value: unknown, done: boolean) => {
    seen.push([name, value]);
    const result = { value: done ? value : 1, done };
    return isAsync ? Promise.resolve(result) : result;
  };
  const iterator: Record<PropertyKey, unknown> = {
    next: (value: unknown) => step("next", value, false),
    return: (value: unknown) => step("return", value, true),
    throw: (reason: unknown) => step("throw", reason, true),
    [Symbol.iterator]: () => iterator,
    [Symbol.asyncIterator]: () => iterator,
  };
  for (const name of missing) delete iterator[name];
  return { iterator: iterator as never, seen };
}

for (const hasRules of [false, true]) {
  const Impl = feedClass(hasRules);
  const when = hasRules ? "the contract has rules" : "the contract has none";

  Deno.test(`checkedIterator() hands on what is sent, thrown and returned when ${when}`, () => {
    const { iterator, seen } = noted(false);
    const list = new Impl().list(iterator);
    assert.deepEqual(list.next("a"), { value: 1, done: false });
    assert.deepEqual(list.throw("b"), { value: "b", done: true });
    assert.deepEqual(list.return("c"), { value: "c", done: true });
    assert.deepEqual(seen, [["next", "a"], ["throw", "b"], ["return", "c"]]);
  });

  Deno.test(`checkedIterator() closes what takes no error when ${when}`, () => {
    const { iterator, seen } = noted(false, "throw");
    assert.throws(() => new Impl().list(iterator).throw(new Error("stop")), /stop/);
    assert.deepEqual(seen, [["return", undefined]]);
    const bare = noted(false, "throw", "return");
    const list = new Impl().list(bare.iterator);
    assert.throws(() => list.throw(new Error("stop")), /stop/);
    assert.deepEqual(list.return(5), { done: true, value: 5 });
    assert.deepEqual(bare.seen, []);
  });

  Deno.test(`checkedAsyncIterator() hands on what is sent, thrown and returned when ${when}`, async () => {
    const { iterator, seen } = noted(true);
    const watch = new Impl().watch(iterator);
    assert.deepEqual(await watch.next("a"), { value: 1, done: false });
    assert.deepEqual(await watch.throw("b"), { value: "b", done: true });
    assert.deepEqual(await watch.return("c"), { value: "c", done: true });
    assert.deepEqual(seen, [["next", "a"], ["throw", "b"], ["return", "c"]]);
  });

  Deno.test(`checkedAsyncIterator() closes what takes no error when ${when}`, async () => {
    const { iterator, seen } = noted(true, "throw");
    await assert.rejects(new Impl().watch(iterator).throw(new Error("stop")), /stop/);
    assert.deepEqual(seen, [["return", undefined]]);
    const bare = noted(true, "throw", "return");
    const watch = new Impl().watch(bare.iterator);
    await assert.rejects(watch.throw(new Error("stop")), /stop/);
    assert.deepEqual(await watch.return(5), { done: true, value: 5 });
    assert.deepEqual(bare.seen, []);
  });
}

Deno.test("checkedAsyncIterator() waits until an iterator is closed before it tells of an item", async () => {
  let isClosed = false;
  const Impl = feedClass(false);
  const iterator = Object.assign(noted(true).iterator as object, {
    next: () => Promise.resolve({ value: "x", done: false }),
    return: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      isClosed = true;
      throw new Error("closing failed");
    },
  });
  await assert.rejects(new Impl().watch(iterator as never).next(), { name: "ContractError" });
  assert.ok(isClosed);
});

Deno.test("steppedIterator() asks the rules when a generator is closed or takes an error", async () => {
  const Impl = feedClass(true);
  const impl = new Impl();
  function* list() {
    try {
      yield 1;
    } catch {
      yield 2;
    } finally {
      impl.level = 1;
    }
  }
  const closed = impl.list(list());
  closed.next();
  assert.throws(() => closed.return(0), /^ContractError: Cannot end Impl\.list: 1 violation/);
  impl.level = 0;
  async function* watch() {
    yield* list();
    await Promise.resolve();
  }
  const closedLater = impl.watch(watch());
  await closedLater.next();
  await assert.rejects(
    closedLater.return(0),
    /^ContractError: Cannot end Impl\.watch: 1 violation/,
  );
  impl.level = 0;
  const thrown = impl.list(list());
  thrown.next();
  impl.level = 1;
  assert.throws(() => thrown.throw(0), /^ContractError: Cannot begin Impl\.list: 1 violation/);
});

Deno.test("canYieldLater() tells what yields at once from what yields over time", async () => {
  const impl = new (feedClass(false))();
  const plain = [1].values();
  await assert.rejects(impl.watch(plain as never).next(), /expected an async iterator, received/);
  const later = (async function* () {})();
  assert.throws(() => impl.list(later as never), /expected an iterator, received/);
  assert.throws(() => impl.list(7 as never), /expected an iterator, received 7/);
});
