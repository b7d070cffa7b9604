import fc from "fast-check";
import {
  array,
  bigint,
  boolean,
  date,
  func,
  instanceOf,
  integer,
  lazy,
  type Literal,
  literal,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  predicate,
  record,
  type Schema,
  set,
  string,
  tuple,
  union,
  unknown,
} from "../../mod.ts";

/** Keys and texts that would be code if they were not quoted. */
const HOSTILE: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "",
  "a b",
  '"',
  "'",
  "`${x}`",
  "\\",
  '\\"',
  "\u2028",
  "\u2029",
  "\n",
  "\ud800",
  "*/",
  "//",
  "</script>",
  '"];throw 1;//',
  "a0",
  "v0",
  "c0",
  "original",
  "0",
];

const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 3 }));

const plain: fc.Arbitrary<Literal> = fc.oneof(
  text,
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(
    NaN,
    -0,
    0.5,
    Infinity,
    -Infinity,
    2 ** 53,
    1n,
    -1n,
    true,
    false,
    null,
    undefined,
  ),
);

const bounds = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 4 })).chain(
  ([min, size]) => fc.constantFrom({}, { min }, { max: min }, { min, max: min + size }),
);

const lengths = fc.tuple(fc.nat(2), fc.nat(2));

const bare = fc.oneof(
  plain,
  fc.constantFrom<unknown>(
    new Date(0),
    new Date(NaN),
    new Map(),
    new Map([["a", 1]]),
    new Set(["a"]),
    Object.create(Map.prototype),
    Symbol("s"),
    () => {},
  ),
);

/** Values of every kind, inside of each other. */
const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    bare,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie("value")), { maxLength: 5 }).map(Object.fromEntries),
  ),
})).value;

interface Pair {
  /** The schema. */
  readonly schema: Schema<unknown>;
  /** Values for it. */
  readonly values: fc.Arbitrary<unknown>;
}

const small = fc.integer({ min: -3, max: 6 });

const pair = (schema: Schema<unknown>, good: fc.Arbitrary<unknown>): Pair => ({
  schema,
  values: fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: values }),
});

const leaf: fc.Arbitrary<Pair> = fc.oneof(
  lengths.map(([minLength, more]) =>
    pair(string({ minLength, maxLength: minLength + more }), fc.string({ minLength }))
  ),
  fc.constantFrom(/^a/g, /["'`\\]/, /\/|\u2028/).map((pattern) => pair(string({ pattern }), text)),
  bounds.map((options) => pair(number(options), small)),
  bounds.map((options) => pair(integer(options), small)),
  plain.map((value) => pair(literal(value), fc.constant(value))),
  fc.array(plain, { minLength: 1, maxLength: 12 }).map((values) =>
    pair(oneOf(values), fc.constantFrom(...values))
  ),
  fc.constantFrom(
    pair(string(), text),
    pair(number(), small),
    pair(boolean(), fc.boolean()),
    pair(bigint(), fc.bigInt()),
    pair(func(), fc.constant(() => {})),
    pair(date(), fc.date()),
    pair(unknown(), values),
    pair(instanceOf(Map), fc.constant(new Map())),
    pair(predicate((value) => value === "a", 'what "; is */ a'), fc.constant("a")),
  ),
);

const arrays = (inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair>[] => [
  inner.map(({ schema, values }) => pair(array(schema), fc.array(values, { maxLength: 3 }))),
  fc.tuple(inner, lengths).map(([{ schema, values }, [minItems, more]]) => {
    const maxItems = minItems + more;
    const good = fc.array(values, { minLength: minItems, maxLength: maxItems });
    return pair(array(schema, { minItems, maxItems }), good);
  }),
  fc.array(inner, { minLength: 1, maxLength: 3 }).map((items) =>
    pair(tuple(items.map(({ schema }) => schema)), fc.tuple(...items.map(({ values }) => values)))
  ),
  inner.map(({ schema, values }) => pair(set(schema), values.map((value) => new Set([value])))),
  inner.map(({ schema, values }) =>
    pair(map(string(), schema), values.map((value) => new Map([["a", value]])))
  ),
];

const objects = (inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair>[] => {
  const shapes = fc.uniqueArray(fc.tuple(text, inner), { maxLength: 4, selector: ([key]) => key });
  return [
    fc.tuple(shapes, fc.boolean()).map(([entries, exact]) => {
      const shape = Object.fromEntries(entries.map(([key, { schema }]) => [key, schema]));
      const good = entries.map(([key, { values }]) => fc.tuple(fc.constant(key), values));
      return pair(object(shape, { exact }), fc.tuple(...good).map(Object.fromEntries));
    }),
    inner.map(({ schema, values }) => {
      const entries = fc.array(fc.tuple(text, values), { maxLength: 3 });
      return pair(record(schema), entries.map(Object.fromEntries));
    }),
  ];
};

const choices = (inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair>[] => [
  fc.array(inner, { minLength: 1, maxLength: 3 }).map((branches) =>
    pair(
      union(branches.map(({ schema }) => schema)),
      fc.oneof(...branches.map(({ values }) => values)),
    )
  ),
  inner.map(({ schema, values }) => pair(optional(schema), fc.option(values, { nil: undefined }))),
  inner.map(({ schema, values }) => pair(nullable(schema), fc.option(values, { nil: null }))),
  inner.map(({ schema, values }) => pair(lazy(() => schema), values)),
];

/** Schemas of every kind, inside of each other. */
const pairs: fc.Arbitrary<Pair> = fc.letrec<{ pair: Pair }>((tie) => {
  const inner = tie("pair");
  return {
    pair: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      ...arrays(inner),
      ...objects(inner),
      ...choices(inner),
    ),
  };
}).pair;

/** A schema, and some values for it. */
export const samples: fc.Arbitrary<readonly [Schema<unknown>, unknown[]]> = pairs.chain(
  ({ schema, values }) =>
    fc.tuple(fc.constant(schema), fc.array(values, { minLength: 1, maxLength: 8 })),
);
