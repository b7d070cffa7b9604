import assert from "node:assert/strict";
import fc from "fast-check";
import { asyncSeq } from "../async_seq.ts";
import { Seq, seq } from "../seq.ts";
import { boom, isBoom } from "../testdata/boom.ts";

/** Sources that log their pulls and closes. */
class Sources {
  readonly log: string[] = [];

  open(name: string, length: number, failAt?: number): Iterator<string> {
    let pulls = 0;
    return {
      next: () => {
        this.log.push(`pull ${name}`);
        pulls++;
        if (pulls === failAt) throw boom;
        return pulls > length
          ? { done: true, value: undefined }
          : { done: false, value: `${name}${pulls}` };
      },
      return: () => {
        this.log.push(`close ${name}`);
        return { done: true, value: undefined };
      },
    };
  }

  openAsync(name: string, length: number, failAt?: number): AsyncIterableIterator<string> {
    const iterator = this.open(name, length, failAt);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => await iterator.next(),
      return: async () => await iterator.return!(),
    };
  }
}

/** Round robin as one would write it down, with what it pulls. */
function naive(lengths: readonly number[], stopAfter: number) {
  const log: string[] = [];
  const items: string[] = [];
  let open = lengths.map((length, at) => ({ name: "abcd"[at]!, length, pulls: 0 }));
  const rounds = function* () {
    while (open.length > 0) {
      for (const source of [...open]) {
        log.push(`pull ${source.name}`);
        if (++source.pulls <= source.length) yield `${source.name}${source.pulls}`;
        else open = open.filter((other) => other !== source);
      }
    }
  };
  for (const item of rounds()) {
    items.push(item);
    if (items.length === stopAfter) break;
  }
  const isStopped = items.length === stopAfter;
  // The receiver is closed last; those that were never opened are one-shot, so they are closed too.
  const closes = isStopped ? open.map(({ name }) => `close ${name}`).reverse() : [];
  return { items, log: [...log, ...closes] };
}

const lengths = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 });
const stopAfter = fc.integer({ min: 1, max: 9 });

Deno.test("Seq.interleave agrees with a naive round robin in items, pulls and closes", () => {
  fc.assert(
    fc.property(lengths, stopAfter, (counts, stop) => {
      const sources = new Sources();
      const [first, ...others] = counts.map((count, at) => sources.open("abcd"[at]!, count));
      const turns = seq(first!).interleave(...others);
      const { items, log } = naive(counts, stop);
      const got: string[] = [];
      for (const item of turns) {
        got.push(item);
        if (got.length === stop) break;
      }
      assert.deepEqual(got, items);
      assert.deepEqual(sources.log, log);
    }),
    { numRuns: 500 },
  );
});

Deno.test("Seq.interleave does the same in a push run", () => {
  fc.assert(
    fc.property(lengths, stopAfter, (counts, stop) => {
      const sources = new Sources();
      const [first, ...others] = counts.map((count, at) => sources.open("abcd"[at]!, count));
      const { items, log } = naive(counts, stop);
      assert.deepEqual(seq(first!).interleave(...others).take(stop).toArray(), items);
      assert.deepEqual(sources.log, log);
    }),
    { numRuns: 500 },
  );
});

Deno.test("AsyncSeq.interleave does the same with sync and async sources", async () => {
  await fc.assert(
    fc.asyncProperty(lengths, stopAfter, fc.nat(15), async (counts, stop, bits) => {
      const sources = new Sources();
      const [first, ...others] = counts.map((count, at) =>
        bits >> at & 1
          ? sources.openAsync("abcd"[at]!, count)
          : Iterator.from(sources.open("abcd"[at]!, count))
      );
      const { items, log } = naive(counts, stop);
      const turns = asyncSeq<string>(first!).interleave(...others).take(stop);
      assert.deepEqual(await turns.toArray(), items);
      assert.deepEqual(sources.log, log);
    }),
    { numRuns: 500 },
  );
});

Deno.test("Seq.interleave closes all but the source that fails", () => {
  const sources = new Sources();
  const [a, b, c] = [sources.open("a", 9), sources.open("b", 9, 2), sources.open("c", 9)];
  assert.throws(() => seq(a!).interleave(b!, c!).toArray(), isBoom);
  assert.deepEqual(sources.log.slice(-3), ["pull b", "close c", "close a"]);
});

Deno.test("AsyncSeq.interleave awaits items that are promises", async () => {
  const turns = asyncSeq([1, 2]).interleave([Promise.resolve("a")]);
  assert.deepEqual(await turns.toArray(), [1, "a", 2]);
});

Deno.test("Seq.interleave refuses a source that is a string", () => {
  assert.throws(() => seq(["x"]).interleave("ab"), TypeError);
});

Deno.test("Seq.concat makes one sequence of several sources, opened one after the other", () => {
  const sources = new Sources();
  const letters = Seq.concat(
    sources.open("a", 1),
    ["x"],
    sources.open("b", 2),
    sources.open("c", 1),
  );
  assert.deepEqual(letters.take(3).toArray(), ["a1", "x", "b1"]);
  assert.deepEqual(sources.log, ["pull a", "pull a", "pull b", "close b", "close c"]);
  assert.deepEqual(Seq.concat().toArray(), []);
  assert.throws(() => Seq.concat(["a"], "b"), TypeError);
});

Deno.test("Seq.from returns a Seq as it is and opens anything else", () => {
  const letters = seq(["a"]);
  assert.equal(Seq.from(letters), letters);
  assert.deepEqual(Seq.from(() => ["b"]).toArray(), ["b"]);
});
