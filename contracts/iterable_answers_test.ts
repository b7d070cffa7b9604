import assert from "node:assert/strict";
import { array, contract, string } from "./mod.ts";

interface Shelf {
  all(): Iterable<string>;
  each(): Iterator<string>;
  later(): AsyncIterable<string>;
  eachLater(): AsyncIterator<string>;
}

const generator = { kind: "generator", params: [], yields: string() } as const;
const asyncGenerator = { kind: "asyncGenerator", params: [], yields: string() } as const;

const Shelf = contract<Shelf>("test.Shelf", {
  members: { all: generator, each: generator, later: asyncGenerator, eachLater: asyncGenerator },
});

class Impl implements Shelf {
  static {
    Shelf.implement(this);
  }
  readonly #items: () => unknown;
  constructor(items: () => unknown) {
    this.#items = items;
  }
  all(): Iterable<string> {
    return this.#items() as never;
  }
  each(): Iterator<string> {
    return this.#items() as never;
  }
  later(): AsyncIterable<string> {
    return this.#items() as never;
  }
  eachLater(): AsyncIterator<string> {
    return this.#items() as never;
  }
}

function shelf(items: () => unknown): Shelf {
  return new Impl(items);
}

function bare(...items: unknown[]): unknown {
  return { next: () => ({ done: items.length === 0, value: items.shift() }) };
}

function bareLater(...items: unknown[]): unknown {
  return { next: () => Promise.resolve({ done: items.length === 0, value: items.shift() }) };
}

Deno.test("implement() takes any iterable or iterator for the answer of a generator", () => {
  const answers = [() => ["a", "b"], () => new Set(["a", "b"]), () => "ab", () => bare("a", "b")];
  for (const items of [...answers, () => Iterator.from(["a", "b"])]) {
    assert.deepEqual([...shelf(items).all()], ["a", "b"]);
    const each = shelf(items).each() as IteratorObject<string>;
    assert.deepEqual(each.map((item) => item + "!").toArray(), ["a!", "b!"]);
  }
  for (const items of [() => ["a", 7], () => new Set(["a", 7]), () => bare("a", 7, "b")]) {
    const list = shelf(items).each();
    assert.equal(list.next().value, "a");
    assert.throws(() => list.next(), /yield item 1 from Impl\.each\(\).*\n.*expected string/);
    assert.equal(list.next().done, true);
  }
});

Deno.test("implement() takes any async iterable or iterator for that of an async one", async () => {
  const stream = () => ReadableStream.from(["a", "b"]);
  const bothKinds = () => ({ [Symbol.asyncIterator]: () => bareLater("a", "b") });
  for (const items of [stream, bothKinds, () => bareLater("a", "b"), () => bare("a", "b")]) {
    assert.deepEqual(await Array.fromAsync(shelf(items).later()), ["a", "b"]);
    const each = shelf(items).eachLater() as AsyncIteratorObject<string>;
    assert.deepEqual(await Array.fromAsync(each), ["a", "b"]);
  }
  const each = shelf(() => bareLater(7, "a")).eachLater();
  await assert.rejects(each.next(), /yield item 0 from Impl\.eachLater\(\)/);
  assert.equal((await each.next()).done, true);
});

Deno.test("implement() refuses an answer that only looks like an iterable", async () => {
  const boom = new Error("boom");
  const later = async function* () {};
  for (const items of [() => 7, () => ({ [Symbol.iterator]: () => 7 }), () => ({}), later]) {
    assert.throws(() => shelf(items).all(), /expected an iterator/);
  }
  const odd = () => ({ [Symbol.asyncIterator]: () => 7 });
  for (const items of [() => ["a"], () => ["a"].values(), odd, () => undefined]) {
    await assert.rejects(shelf(items).eachLater().next(), /expected an async iterator/);
  }
  const angry = {
    [Symbol.asyncIterator]() {
      throw boom;
    },
  };
  await assert.rejects(shelf(() => angry).eachLater().next(), (error) => error === boom);
});

Deno.test("implement() leaves an iterable as it is when nothing is asked of its items", () => {
  interface Bag {
    all(): Iterable<string>;
  }
  const Plain = contract<Bag>("test.Plain", {
    members: { all: { kind: "generator", params: [] } },
  });
  const Listed = contract<Bag>("test.Listed", {
    members: { all: { params: [], returns: array(string()) as never } },
  });
  const Kept = contract<Bag>("test.Kept", {
    members: { all: generator },
    invariants: { "is kept": () => true },
  });
  const items = ["a"];
  class Bare {
    static {
      Plain.implement(this);
    }
    all(): Iterable<string> {
      return items;
    }
  }
  class Both {
    static {
      Kept.implement(this);
      Listed.implement(this);
    }
    all(): Iterable<string> {
      return items;
    }
  }
  assert.equal(new Bare().all(), items);
  assert.deepEqual([...new Both().all()], items);
});
