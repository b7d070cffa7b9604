import assert from "node:assert/strict";
import fc from "fast-check";
import type { MethodKind } from "../plan/method_kind.ts";
import {
  array,
  integer,
  lazy,
  literal,
  object,
  oneOf,
  optional,
  predicate,
  string,
  union,
} from "../mod.ts";
import { toChecker } from "../schemas/checker.ts";
import type { Checker } from "../schemas/checking.ts";
import { closurePath } from "./closure_path.ts";
import type { FastPath } from "./fast_path.ts";
import { canGenerate, generatedPath, generatedTest, isCompiled } from "./generated_path.ts";
import { samples } from "./testdata/random_schemas.ts";

const toPath = (params: readonly unknown[], more: Partial<FastPath> = {}): FastPath => ({
  params: params.map((schema) => toChecker(schema, "a parameter")),
  result: undefined,
  kind: "sync",
  original: function (this: unknown, ...args) {
    return [this, ...args];
  },
  slow: (self, args) => ["slow", self, ...Array.from(args)],
  finish: undefined,
  ...more,
});

/** Both ways to build a path, which have to behave the same. */
const WAYS = { closurePath, generatedPath: (path: FastPath) => generatedPath(path)! };

Deno.test("generatedTest() answers as the closures do for any schema and value", () => {
  const counts = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(samples, ([schema, values]) => {
      const checker = toChecker(schema, "a schema");
      const test = generatedTest(checker);
      for (const value of values) {
        const answer = test(value);
        assert.equal(answer, checker.test(value));
        assert.equal(schema.problems(value).length === 0, answer);
        counts[answer ? "accepted" : "refused"]++;
      }
    }),
    { seed: 1, numRuns: 1_500 },
  );
  const { accepted, refused } = counts;
  assert.ok(Math.min(accepted, refused) > (accepted + refused) / 5, JSON.stringify(counts));
});

Deno.test("generatedTest() runs nothing of hostile values of oneOf() and literal()", () => {
  const attack = "0)||(globalThis.pwned=true";
  const hostile = fc.oneof(
    fc.anything({ withBigInt: true, withBoxedValues: true, withNullPrototype: true }),
    fc.constantFrom<unknown>(attack, [attack], [[attack]], { toString: () => attack }),
    fc.constantFrom<unknown>(Symbol("a"), () => attack, new String(attack), Object(1n), -0),
  );
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 10 }), (values) => {
      const isObject = (value: unknown) => Object(value) === value || typeof value === "symbol";
      const [first] = values;
      const makers = [[oneOf, values, values], [literal, first, [first]]] as const;
      for (const [maker, given, used] of makers) {
        const make = () => maker(given as never);
        if (used.some(isObject)) {
          assert.throws(make, { name: "TypeError", message: /^Cannot create a schema as "value/ });
          continue;
        }
        const checker = toChecker(make(), "");
        const test = generatedTest(checker);
        for (const value of [...values, attack]) assert.equal(test(value), checker.test(value));
      }
      assert.ok(!("pwned" in globalThis));
    }),
    { seed: 1, numRuns: 1_000 },
  );
});

Deno.test("generatedTest() knows only the values that oneOf() has checked", () => {
  const values = ["a", "b"];
  const checker = toChecker(oneOf(values), "");
  values.push(["0)||(globalThis.pwned=true"] as never);
  assert.ok(!generatedTest(checker)("c"));
  assert.ok(!("pwned" in globalThis));
});

Deno.test("generatedTest() calls what would become too long or too deep", () => {
  const keys = Array.from({ length: 60 }, (_, index) => `key${index}`);
  const wide = object(Object.fromEntries(keys.map((key) => [key, string()])));
  const lists = toChecker(array(union(Array.from({ length: 9 }, () => wide))), "");
  const good = Object.fromEntries(keys.map((key) => [key, "a"]));
  assert.ok(generatedTest(lists)([good]) && !generatedTest(lists)([{ ...good, key59: 1 }]));
  let deep = toChecker(string(), "");
  for (let level = 0; level < 500; level++) deep = toChecker(array(deep.schema), "");
  let value: unknown = "a";
  for (let level = 0; level < 500; level++) value = [value];
  assert.ok(generatedTest(deep)(value) && !generatedTest(deep)([value]));
});

Deno.test("generatedTest() reads each property once", () => {
  let reads = 0;
  const trap = {
    get amount() {
      return reads++ === 0 ? 1 : "no number";
    },
  };
  const checker = toChecker(object({ amount: integer({ min: 0, max: 9 }) }), "");
  assert.ok(generatedTest(checker)(trap));
  assert.equal(reads, 1);
});

for (const [name, way] of Object.entries(WAYS)) {
  Deno.test(`${name}() passes on exactly the arguments it got`, () => {
    const self = {};
    for (let count = 0; count <= 6; count++) {
      const path = toPath(Array.from({ length: count }, () => optional(integer())));
      const method = way(path);
      for (let given = 0; given <= count + 1; given++) {
        const args = Array.from({ length: given }, (_, index) => index);
        const expected = given > count ? ["slow", self, ...args] : [self, ...args];
        assert.deepEqual(Reflect.apply(method, self, args), expected, `${given} of ${count}`);
      }
      if (count > 0) assert.deepEqual(Reflect.apply(method, 1, ["x"]), ["slow", 1, "x"]);
    }
  });

  Deno.test(`${name}() takes a parameter that is left out for undefined`, () => {
    const method = way(toPath([string(), optional(string()), predicate(() => true, "anything")]));
    assert.deepEqual(method.call(1, "a"), [1, "a"]);
    assert.deepEqual(method.call(1, "a", undefined), [1, "a", undefined]);
    assert.deepEqual(method.call(1), ["slow", 1]);
  });

  Deno.test(`${name}() hands on the results that its kind asks for`, () => {
    const finish = (result: unknown, self: unknown) => ["finish", result, self];
    const original = (value: unknown) => value;
    const result = toChecker(string(), "");
    const call = (more: Partial<FastPath>, value: unknown) =>
      way(toPath([predicate(() => true, "any")], { original, result, finish, ...more }))
        .call(7, value);
    assert.equal(call({}, "a"), "a");
    assert.deepEqual(call({}, 1), ["finish", 1, 7]);
    assert.equal(call({ result: undefined }, 1), 1);
    assert.equal(call({ finish: undefined }, 1), 1);
    for (const kind of ["async", "generator", "asyncGenerator"] satisfies MethodKind[]) {
      assert.deepEqual(call({ kind }, "a"), ["finish", "a", 7]);
      assert.equal(call({ kind, finish: undefined }, 1), 1);
    }
  });

  Deno.test(`${name}() leaves what a schema throws to the slow path unless it is sync`, () => {
    const boom = new Error("boom");
    const angry = predicate(() => {
      throw boom;
    }, "calm");
    assert.throws(() => way(toPath([angry])).call(1, 2), (error) => error === boom);
    for (const kind of ["async", "generator", "asyncGenerator"] satisfies MethodKind[]) {
      assert.deepEqual(way(toPath([angry], { kind })).call(1, 2), ["slow", 1, 2]);
    }
    const original = () => {
      throw boom;
    };
    assert.throws(() => way(toPath([], { kind: "async", original })).call(1), /boom/);
  });
}

Deno.test("generatedPath() runs no schema while it is made", () => {
  const angry = predicate(() => assert.fail("was run"), "nothing");
  assert.ok(generatedPath(toPath([angry, optional(angry), lazy(() => assert.fail("was run"))])));
});

Deno.test("generatedPath() keeps what it compiled with the parameters", () => {
  const path = toPath([string()]);
  const checked = { ...path, result: path.params[0], finish: () => 0 };
  assert.ok(canGenerate() && !isCompiled(path));
  const first = generatedPath(path)!;
  assert.ok(isCompiled(path) && !isCompiled(checked) && !isCompiled({ ...path, kind: "async" }));
  const second = generatedPath({ ...path, original: () => "second" })!;
  assert.deepEqual([first.call(1, "a"), second.call(1, "a")], [[1, "a"], "second"]);
  assert.equal(first.toString(), second.toString());
});

Deno.test("generatedPath() leaves a list of many parameters to closures", () => {
  const path = toPath(Array.from({ length: 40 }, () => integer()));
  assert.equal(generatedPath(path), undefined);
  const args = Array.from({ length: 40 }, (_, index) => index);
  assert.deepEqual(closurePath(path).call(1, ...args), [1, ...args]);
});

Deno.test("generatedPath() puts nothing of a schema into code that is not quoted", () => {
  const seen: string[] = [];
  const checker: Checker = {
    ...toChecker(string(), ""),
    emit: (code, value) => {
      seen.push(code.check(toChecker(object({ '"];throw 1;//': string() }), ""), value));
      return "true";
    },
  };
  generatedTest(checker);
  assert.match(seen[0]!, /v\d+\["\\"\];throw 1;\/\/"\]/);
});
