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

/** Schemas of every kind, inside of each other. */
const pairs: fc.Arbitrary<Pair> = fc.letrec<{ pair: Pair }>((tie) => {
  const inner = tie("pair");
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const shape = fc.uniqueArray(fc.tuple(text, inner), { maxLength: 4, selector: ([key]) => key });
  const wrap = (make: (schema: Schema<unknown>) => Schema<unknown>, ...more: unknown[]) =>
    inner.map(({ schema, values }) =>
      pair(make(schema), fc.oneof(values, ...more.map((value) => fc.constant(value))))
    );
  return {
    pair: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.tuple(inner, lengths).map(([{ schema, values }, [minItems, more]]) =>
        pair(
          array(schema, { minItems, maxItems: minItems + more }),
          fc.array(values, { minLength: minItems, maxLength: minItems + more }),
        )
      ),
      inner.map(({ schema, values }) => pair(array(schema), fc.array(values, { maxLength: 3 }))),
      fc.tuple(shape, fc.boolean()).map(([shape, exact]) => {
        const entries = shape.map(([key, { values }]) => fc.tuple(fc.constant(key), values));
        return pair(
          object(Object.fromEntries(shape.map(([key, { schema }]) => [key, schema])), { exact }),
          fc.tuple(...entries).map(Object.fromEntries),
        );
      }),
      inner.map(({ schema, values }) =>
        pair(
          record(schema),
          fc.array(fc.tuple(text, values), { maxLength: 3 }).map(Object.fromEntries),
        )
      ),
      some.map((items) =>
        pair(
          tuple(items.map(({ schema }) => schema)),
          fc.tuple(...items.map(({ values }) => values)),
        )
      ),
      some.map((items) =>
        pair(
          union(items.map(({ schema }) => schema)),
          fc.oneof(...items.map(({ values }) => values)),
        )
      ),
      wrap(optional, undefined),
      wrap(nullable, null),
      wrap((schema) => lazy(() => schema)),
      inner.map(({ schema, values }) =>
        pair(map(string(), schema), values.map((value) => new Map([["a", value]])))
      ),
      inner.map(({ schema, values }) => pair(set(schema), values.map((value) => new Set([value])))),
    ),
  };
}).pair;

/** A schema, and some values for it. */
export const samples: fc.Arbitrary<readonly [Schema<unknown>, unknown[]]> = pairs.chain(
  ({ schema, values }) =>
    fc.tuple(fc.constant(schema), fc.array(values, { minLength: 1, maxLength: 8 })),
);
