import assert from "node:assert/strict";
import fc from "fast-check";
import { AsyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { Seq, seq } from "../seq.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { runScenario, runScenarioAsync, type ZipScenario } from "./testdata/zip_scenario.ts";

const count = fc.nat({ max: 3 });
const source = fc.record({
  length: count,
  failAt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 6 }),
  failClose: fc.option(fc.constant(true), { nil: undefined, freq: 8 }),
});
const scenarios: fc.Arbitrary<ZipScenario> = fc.record({
  sources: fc.array(source, { maxLength: 4 }),
  mode: fc.constantFrom(undefined, "shortest", "longest", "strict"),
  padding: fc.option(fc.array(fc.constantFrom("x", "y"), { maxLength: 5 }), { nil: undefined }),
  isKeyed: fc.boolean(),
  stopAfter: fc.nat({ max: 5 }),
});

/** What this package does. */
const ours = (scenario: ZipScenario) =>
  runScenario(
    scenario,
    (sources, options) => Seq.zip(sources as never, options)[Symbol.iterator](),
    (sources, options) => Seq.zipKeyed({ ...sources } as never, options)[Symbol.iterator](),
  );

Deno.test("Seq.zip does what the engine's joint iteration does", async () => {
  const given = fc.sample(scenarios, { numRuns: 3_000, seed: 5 });
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-lock",
      "--v8-flags=--js-joint-iteration",
      import.meta.resolve("./testdata/native_zip.ts"),
    ],
    stdin: "piped",
    stdout: "piped",
  });
  const child = command.spawn();
  await new Blob([JSON.stringify(given)]).stream().pipeTo(child.stdin);
  const { stdout } = await child.output();
  const native: string[][] = JSON.parse(new TextDecoder().decode(stdout));
  given.forEach((scenario, at) => {
    assert.deepEqual(ours(scenario), native[at], JSON.stringify(scenario));
  });
});

Deno.test("AsyncSeq.zip does what Seq.zip does", async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const log = await runScenarioAsync(
        scenario,
        (sources, options) => AsyncSeq.zip(sources as never, options)[Symbol.asyncIterator](),
        (sources, options) =>
          AsyncSeq.zipKeyed({ ...sources } as never, options)[Symbol.asyncIterator](),
      );
      assert.deepEqual(log, ours(scenario));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("Seq.zip() pairs the sequence with another source in each mode", () => {
  assert.deepEqual(range(0, 3).zip(["a"]).toArray(), [[0, "a"]]);
  const longest = { mode: "longest" } as const;
  assert.deepEqual(range(0, 2).zip(["a"], longest).toArray(), [[0, "a"], [1, undefined]]);
  const padded = range(0, 1).zip(["a", "b"], { ...longest, padding: ["-"] });
  assert.deepEqual(padded.toArray(), [[0, "a"], ["-", "b"]]);
  assert.deepEqual(range(0, 1).zip(["a"], { mode: "strict" }).toArray(), [[0, "a"]]);
  for (const other of [[], ["a", "b"]]) {
    assert.throws(() => range(0, 1).zip(other, { mode: "strict" }).toArray(), {
      name: "TypeError",
      message: 'Cannot zip the sources as they must have the same length with "mode" "strict": ' +
        'use "shortest" or "longest"',
    });
  }
});

Deno.test("Seq.zip() opens the other source for the first item and pulls it when its turn comes", () => {
  const events: string[] = [];
  const other = function* () {
    events.push("open");
    yield* ["a", "b", "c"];
  };
  const rows = range(0, 9).tap((n) => events.push(`pull ${n}`)).zip(other).take(2);
  assert.deepEqual(events, []);
  rows.toArray();
  assert.deepEqual(events, ["pull 0", "open", "pull 1"]);
});

Deno.test("Seq.zip refuses what joint iteration refuses", () => {
  const zip = Seq.zip as (sources: unknown, options?: unknown) => unknown;
  const zipKeyed = Seq.zipKeyed as typeof zip;
  for (const sources of ["ab", 5, undefined, null, [5], ["ab"], [undefined]]) {
    assert.throws(() => zip(sources), TypeError);
  }
  for (const sources of ["ab", 5, undefined, null, { a: 5 }, { a: "ab" }, { a: null }]) {
    assert.throws(() => zipKeyed(sources), TypeError);
  }
  for (const make of [zip, zipKeyed]) {
    for (const options of [null, 5, { mode: "x" }, { mode: null }, { modes: "strict" }]) {
      assert.throws(() => make([[1]], options), TypeError);
    }
    assert.throws(() => make([[1]], { mode: "longest", padding: 5 }), TypeError);
    assert.doesNotThrow(() => make([[1]], { mode: "strict", padding: 5 }));
  }
  assert.throws(() => zip([[1]], { mode: "longest", padding: {} }), TypeError);
  assert.throws(() => seq([1]).zip("ab"), {
    name: "TypeError",
    message: 'Cannot zip the sequence as "source" must be no string, but [text] to keep it whole ' +
      'or [...text] to split it: current value is "ab"',
  });
});

Deno.test("Seq.zip closes one-shot sources when a later one is refused", () => {
  let closes = 0;
  const first: Iterator<number> = {
    next: () => assert.fail("must not pull"),
    return: () => ({ done: true, value: void closes++ }),
  };
  assert.throws(() => Seq.zip([first, 5 as never]), TypeError);
  assert.throws(() => Seq.zip([first], { mode: "longest", padding: failing() }), isBoom);
  assert.equal(closes, 2);
});

function* failing(): Generator<number> {
  yield* Iterator.from({
    next() {
      throw boom;
    },
  });
}

Deno.test("Seq.zip reads no more padding than there are sources", () => {
  let reads = 0;
  let isClosed = false;
  const padding = function* () {
    try {
      while (true) yield ++reads;
    } finally {
      isClosed = true;
    }
  };
  const rows = Seq.zip([[], ["a"]], { mode: "longest", padding: padding() });
  assert.deepEqual([reads, isClosed], [2, true]);
  assert.deepEqual([rows.toArray(), rows.toArray()], [[[1, "a"]], [[1, "a"]]]);
});

Deno.test("Seq.zipKeyed makes objects without a prototype of enumerable keys that have a source", () => {
  const symbol = Symbol("column");
  const sources = { a: [1], b: undefined, [symbol]: [2], ["__proto__"]: [3] };
  Object.defineProperty(sources, "hidden", { value: 5 });
  const row = Seq.zipKeyed(sources as Record<PropertyKey, number[] | undefined>).first()!;
  assert.equal(Object.getPrototypeOf(row), null);
  assert.deepEqual(Reflect.ownKeys(row), ["a", "__proto__", symbol]);
  assert.deepEqual(Reflect.ownKeys(row).map((key) => row[key as string]), [1, 3, 2]);
});

Deno.test("AsyncSeq.zip closes a source that is opened while the run is aborted", async () => {
  let closes = 0;
  const controller = new AbortController();
  const late = () => {
    controller.abort(boom);
    return {
      next: () => assert.fail("must not pull"),
      return: () => Promise.resolve({ done: true as const, value: void closes++ }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
  const rows = AsyncSeq.zip([[1], late as () => AsyncIterableIterator<number>]);
  await assert.rejects(rows.toArray({ signal: controller.signal }), isBoom);
  assert.equal(closes, 1);
});
