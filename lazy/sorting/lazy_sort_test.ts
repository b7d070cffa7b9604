import assert from "node:assert/strict";
import fc from "fast-check";
import { type Compare, compareAscending } from "../callback.ts";
import { PATTERNS, randomNumbers } from "./testdata/sort_patterns.ts";
import { LazySort, SORTED_OUT } from "./lazy_sort.ts";

interface Tagged {
  readonly key: number;
  readonly tag: number;
}

/** Takes so many items one by one, then the rest in one of three ways. */
type Way = "next" | "drainInto" | "rest";

function take<T, K>(sort: LazySort<T, K>, first: number, way: Way): T[] {
  const taken: T[] = [];
  while (way === "next" || taken.length < first) {
    const item = sort.next();
    if (item === SORTED_OUT) break;
    taken.push(item);
  }
  if (way === "rest") taken.push(...sort.rest());
  else {
    sort.drainInto((item) => {
      taken.push(item);
    });
  }
  assert.equal(sort.remaining, 0);
  assert.equal(sort.next(), SORTED_OUT);
  return taken;
}

/** Fewer or more than are sorted at once, in runs or at random, with few or many ties. */
const keys: fc.Arbitrary<number[]> = fc.record({
  size: fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 3_000 })),
  distinct: fc.constantFrom(1, 3, 50, 1e6),
  seed: fc.nat(),
  isRandom: fc.boolean(),
}).map(({ size, distinct, seed, isRandom }) =>
  Array.from({ length: size }, (_, i) => {
    const mixed = Math.imul(seed ^ i * 0x9e3779b1, 0x85ebca6b);
    return (isRandom ? (mixed ^ mixed >>> 13) >>> 0 : i) % distinct;
  })
);
const way = fc.constantFrom<Way>("next", "drainInto", "rest");
const first = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 2_000 }));

function same<T>(found: readonly T[], wanted: readonly T[]): void {
  assert.equal(found.length, wanted.length);
  const at = found.findIndex((item, index) => !Object.is(item, wanted[index]));
  assert.equal(at, -1, `item ${at} is not the one it should be`);
}

Deno.test("LazySort agrees with toSorted, ties and partial drains included", () => {
  fc.assert(
    fc.property(keys, fc.constantFrom(1, -1), first, way, (keys, sign, first, way) => {
      const items = keys.map((key, tag): Tagged => ({ key, tag }));
      const compare: Compare<Tagged> = (a, b) => sign * (a.key - b.key);
      same(take(new LazySort(items.slice(), compare), first, way), items.toSorted(compare));
    }),
    { numRuns: 500 },
  );
});

Deno.test("LazySort puts undefined last and never compares it", () => {
  const item = fc.oneof(fc.constant(undefined), fc.nat({ max: 9 }));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 400 }), first, way, (items, first, way) => {
      const compare = (a: number | undefined, b: number | undefined) => {
        assert.ok(a !== undefined && b !== undefined);
        return a - b;
      };
      same(take(new LazySort(items.slice(), compare), first, way), items.toSorted(compare));
    }),
    { numRuns: 300 },
  );
  // deno-lint-ignore no-sparse-arrays
  same(take(new LazySort([2, , 1] as number[]), 0, "next"), [1, 2, undefined]);
});

Deno.test("LazySort sorts numbers by < when no comparator is given", () => {
  const special = fc.constantFrom(0, -0, -1, Infinity, -Infinity, 5e-324, -1e-300, 2 ** 53, 1.5);
  const number = fc.oneof(special, fc.double({ noNaN: true }), fc.integer());
  const numbers = fc.array(number, { size: "max", minLength: 1_000, maxLength: 2_500 });
  fc.assert(
    fc.property(numbers, first, way, (numbers, first, way) => {
      const wanted = numbers.toSorted(compareAscending);
      same(take(new LazySort(numbers.slice()), first, way), wanted);
      const few = numbers.slice(0, 30);
      same(take(new LazySort(few.slice()), first, way), few.toSorted(compareAscending));
    }),
    { numRuns: 60 },
  );
  same(take(new LazySort([10, 9, 1]), 0, "rest"), [1, 9, 10]);
});

Deno.test("LazySort sorts any number of numbers by < when no comparator is given", () => {
  fc.assert(
    fc.property(keys, fc.constantFrom(1, -1, 1 / 7, -1e9), first, way, (keys, by, first, way) => {
      const numbers = keys.map((key) => key * by);
      same(take(new LazySort(numbers.slice()), first, way), numbers.toSorted(compareAscending));
    }),
    { numRuns: 300 },
  );
});

Deno.test("LazySort sorts texts by < when no comparator is given", () => {
  const texts = keys.map((keys) => keys.map(String));
  fc.assert(
    fc.property(texts, first, way, (texts, first, way) => {
      same(take(new LazySort(texts.slice()), first, way), texts.toSorted(compareAscending));
    }),
    { numRuns: 100 },
  );
});

Deno.test("LazySort sorts items by keys, those without one last", () => {
  const toKey = fc.constantFrom<(key: number) => number | string | undefined>(
    (key) => key,
    (key) => key % 2 === 0 ? 0 : -0,
    (key) => String(key),
    (key) => key % 7 === 0 ? undefined : key,
  );
  const compare = fc.constantFrom(
    undefined,
    (a: unknown, b: unknown) => compareAscending(b, a),
  );
  fc.assert(
    fc.property(keys, toKey, compare, first, way, (numbers, toKey, compare, first, way) => {
      const items = numbers.map((key, tag) => ({ key: toKey(key), tag }));
      const by = compare ?? compareAscending;
      const wanted = items.toSorted((a, b) => {
        if (a.key === undefined || b.key === undefined) {
          return Number(a.key === undefined) - Number(b.key === undefined);
        }
        return by(a.key, b.key);
      });
      const keys = items.map(({ key }) => key);
      same(take(new LazySort(items.slice(), compare, keys), first, way), wanted);
    }),
    { numRuns: 400 },
  );
});

Deno.test("LazySort.drainInto() stops when told to and goes on later", () => {
  fc.assert(
    fc.property(keys, fc.nat({ max: 50 }), (keys, stop) => {
      const items: (number | undefined)[] = [...keys, undefined, undefined];
      const sort = new LazySort(items.slice());
      const taken: (number | undefined)[] = [];
      while (sort.remaining > 0) {
        let left = stop;
        sort.drainInto((item) => {
          taken.push(item);
          return left-- === 0;
        });
        assert.equal(sort.remaining, items.length - taken.length);
      }
      same(taken, items.toSorted((a, b) => a! - b!));
    }),
    { numRuns: 100 },
  );
});

Deno.test("LazySort lets through what the comparator throws, unchanged", () => {
  const boom = new Error("boom");
  fc.assert(
    fc.property(keys, fc.nat(), way, first, (keys, step, way, first) => {
      fc.pre(keys.length > 1);
      let calls = 0;
      const counting = (a: number, b: number) => {
        calls++;
        return a - b;
      };
      take(new LazySort(keys.slice(), counting), first, way);
      let left = step % calls;
      const throwing = (a: number, b: number) => {
        if (left-- === 0) throw boom;
        return a - b;
      };
      const sort = new LazySort(keys.slice(), throwing);
      assert.throws(() => take(sort, first, way), (error) => error === boom);
    }),
    { numRuns: 200 },
  );
});

Deno.test("LazySort ends and keeps every item when the comparator makes no sense", () => {
  const senseless = fc.constantFrom<(step: number, a: number, b: number) => unknown>(
    () => NaN,
    () => undefined,
    () => -1,
    () => 1,
    (step) => Math.imul(step, 0x9e3779b1) >> 30,
    // Random at first, so that it is split again and again to no effect.
    (step) => step < 300 ? Math.imul(step, 0x9e3779b1) >> 30 : 1,
    (step) => step < 300 ? Math.imul(step, 0x9e3779b1) >> 30 : -1,
    (step) => Math.imul(step ^ step >>> 3, 0x85ebca6b) > 0,
    (_, a, b) => (a + 2 * b) % 3 - 1,
  );
  fc.assert(
    fc.property(keys, senseless, first, way, (keys, senseless, first, way) => {
      let step = 0;
      const compare = (a: number, b: number) => senseless(step++, a, b) as number;
      const taken = take(new LazySort(keys.slice(), compare), first, way);
      same(taken.sort((a, b) => a - b), keys.toSorted((a, b) => a - b));
      assert.ok(step <= 2 * keys.length * Math.log2(keys.length + 1) + 700);
    }),
    { numRuns: 300 },
  );
});

Deno.test("LazySort keeps every item when NaN is among numbers and no comparator is given", () => {
  fc.assert(
    fc.property(keys, fc.nat({ max: 3_000 }), way, (keys, at, way) => {
      const items = keys.toSpliced(at, 0, NaN);
      const taken = take(new LazySort(items.slice()), 10, way);
      same([...Float64Array.from(taken).sort()], [...Float64Array.from(items).sort()]);
    }),
    { numRuns: 100 },
  );
});

for (const [name, make] of Object.entries({ ...PATTERNS, random: randomNumbers })) {
  for (const way of ["next", "rest"] as const) {
    Deno.test(`LazySort takes at most 2 n log2 n comparisons for ${name} by ${way}`, () => {
      const items = make(100_000);
      let calls = 0;
      const compare = (a: number, b: number) => {
        calls++;
        return a - b;
      };
      const sort = new LazySort(items.slice(), compare);
      same(way === "next" ? take(sort, 0, way) : sort.rest(), items.toSorted((a, b) => a - b));
      assert.ok(calls <= 2 * items.length * Math.log2(items.length), `${calls} comparisons`);
    });
  }
}

Deno.test("LazySort takes about one comparison an item for the first few of many", () => {
  const items = randomNumbers(100_000);
  let calls = 0;
  const sort = new LazySort(items.slice(), (a, b) => {
    calls++;
    return a - b;
  });
  assert.equal(calls, 0);
  const wanted = items.toSorted((a, b) => a - b);
  for (let i = 0; i < 100; i++) assert.equal(sort.next(), wanted[i]);
  assert.ok(calls < 1.5 * items.length, `${calls} comparisons`);
});

Deno.test("LazySort is not quadratic when the comparator makes up the worst order as it goes", () => {
  // McIlroy's adversary: an item is fixed only when it cannot be put off any longer.
  const size = 20_000;
  const values = new Array<number>(size).fill(size);
  let fixed = 0;
  let candidate = 0;
  let calls = 0;
  const compare = (a: number, b: number) => {
    calls++;
    if (values[a] === size && values[b] === size) values[a === candidate ? a : b] = fixed++;
    if (values[a] === size) candidate = a;
    else if (values[b] === size) candidate = b;
    return values[a]! - values[b]!;
  };
  const sort = new LazySort(Array.from({ length: size }, (_, i) => i), compare);
  const taken = take(sort, 0, "next");
  same(taken.map((item) => values[item]!), values.toSorted((a, b) => a - b));
  assert.ok(calls <= 2 * size * Math.log2(size), `${calls} comparisons`);
});
