import * as reducers from "./reducers.ts";
import type { Reducer } from "./reducers.ts";
import { over } from "./testdata/aggregating.ts";

const { by, count, countDistinct, every, first, join, last, max, maxBy, mean, min, minBy } =
  reducers;
const { reduce, some, standardDeviation, sum, toArray, toSet, variance } = reducers;

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends (<X>() => X extends B ? 1 : 2) ? true
  : false;

/** Compiles only if the two types are the same. */
function assertType<A, B>(_isEqual: Equal<A, B>): void {}

interface Order {
  readonly city: string;
  readonly total: number;
}

const orders: Order[] = [{ city: "Oslo", total: 5 }];

Deno.test("aggregate() infers its record from reducers without callbacks", () => {
  const numbers = over([1, 2]).aggregate({ n: count(), avg: mean(), all: sum(), v: variance() });
  assertType<
    typeof numbers,
    { n: number; avg: number | undefined; all: number; v: number | undefined }
  >(true);
  const extremes = over(["a"]).aggregate({ low: min(), high: max(), first: first(), last: last() });
  assertType<
    typeof extremes,
    {
      low: string | undefined;
      high: string | undefined;
      first: string | undefined;
      last: string | undefined;
    }
  >(true);
  const kept = over(["a"]).aggregate({ array: toArray(), set: toSet(), text: join("") });
  assertType<typeof kept, { array: string[]; set: Set<string>; text: string }>(true);
});

Deno.test("aggregate() infers the items of callbacks from the sequence", () => {
  const found = over(orders).aggregate({
    many: count((o) => o.total > 3),
    sum: sum((o) => o.total),
    avg: mean((o) => o.total),
    spread: standardDeviation((o) => o.total, { of: "sample" }),
    low: min((o) => o.total),
    high: max((o) => o.city, (a, b) => a.length - b.length),
    cheapest: minBy((o) => o.total),
    dearest: maxBy((o) => o.total),
    cities: countDistinct((o) => o.city),
    any: some((o) => o.total > 3),
    all: every((o, at) => o.total > at),
    names: toArray((o) => o.city),
    set: toSet((o) => o.city),
    text: join(" ", (o) => o.city),
    folded: reduce((text, o) => text + o.city, () => ""),
  });
  assertType<
    typeof found,
    {
      many: number;
      sum: number;
      avg: number | undefined;
      spread: number | undefined;
      low: number | undefined;
      high: string | undefined;
      cheapest: Order | undefined;
      dearest: Order | undefined;
      cities: number;
      any: boolean;
      all: boolean;
      names: string[];
      set: Set<string>;
      text: string;
      folded: string;
    }
  >(true);
});

Deno.test("aggregate() infers through nested reducers", () => {
  const found = over(orders).aggregate({
    totals: by((o) => o.city, sum((o) => o.total)),
    counts: by((o) => o.city, count()),
    deep: by((o) => o.city, by((o) => o.total > 3, maxBy((o) => o.total))),
  });
  assertType<
    typeof found,
    {
      totals: Map<string, number>;
      counts: Map<string, number>;
      deep: Map<string, Map<boolean, Order | undefined>>;
    }
  >(true);
});

Deno.test("reducers infer their items where they stand alone", () => {
  const byCity = by((o: Order) => o.city, { start: mean((o: Order) => o.total).start });
  assertType<typeof byCity, Reducer<Order, Map<string, number | undefined>>>(true);
  const total = sum((o: Order) => o.total);
  assertType<typeof total, Reducer<Order, number>>(true);
  const inner = by((o: Order) => o.city, sum((o) => o.total));
  assertType<typeof inner, Reducer<Order, Map<string, number>>>(true);
});

Deno.test("aggregate() refuses reducers of other items", () => {
  // @ts-expect-error TS2322: texts cannot be added up
  const add = () => over(["a"]).aggregate({ all: sum() });
  // @ts-expect-error TS2322: neither can a mixture
  const addSome = () => over(["a", 1]).aggregate({ all: sum() });
  // @ts-expect-error TS2345: a text is no number
  const select = () => over(orders).aggregate({ all: sum((o) => o.city) });
  // @ts-expect-error TS2322: the function itself is no reducer
  const forget = () => over(orders).aggregate({ count });
  void [add, addSome, select, forget];
});
