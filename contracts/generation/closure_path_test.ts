import assert from "node:assert/strict";
import type { Method } from "../plan/method_kind.ts";
import { array, integer, number, object, oneOf, optional, string } from "../mod.ts";
import { toChecker } from "../schemas/checker.ts";
import type { Checker } from "../schemas/checking.ts";
import { closurePath } from "./closure_path.ts";
import type { FastPath } from "./fast_path.ts";
import { generatedGetter, generatedSetter } from "./generated_accessor.ts";
import { generatedPath } from "./generated_path.ts";

const WAYS = { closurePath, generatedPath: (path: FastPath) => generatedPath(path)! };

const checkerOf = (schema: unknown): Checker => toChecker(schema, "a schema");

function toPath(params: readonly Checker[], more: Partial<FastPath> = {}): FastPath {
  return {
    params,
    result: undefined,
    kind: "sync",
    original: (...args) => args,
    slow: (_self, args) => `slow ${args.length}`,
    finish: undefined,
    ...more,
  };
}

for (const [name, way] of Object.entries(WAYS)) {
  Deno.test(`${name}() looks at each of the arguments when there are up to six`, () => {
    for (let count = 0; count <= 6; count++) {
      const method = way(toPath(Array.from({ length: count }, () => checkerOf(integer()))));
      const good = Array.from({ length: count }, (_, at) => at);
      assert.deepEqual(method(...good), good);
      for (const at of good) {
        assert.equal(method(...good.with(at, "x" as never)), `slow ${count}`, `${at} of ${count}`);
      }
      assert.equal(method(...good, 1), `slow ${count + 1}`);
      if (count > 0) assert.equal(method(...good.slice(1)), `slow ${count - 1}`);
    }
  });

  Deno.test(`${name}() counts arguments as they came when they may be left out`, () => {
    for (let count = 1; count <= 6; count++) {
      const schemas = Array.from({ length: count }, () => checkerOf(optional(integer())));
      const method = way(toPath(schemas));
      for (let given = 0; given <= count; given++) {
        const args = Array.from({ length: given }, (_, at) => at);
        assert.deepEqual(method(...args), args, `${given} of ${count}`);
      }
      const [first, ...rest] = schemas;
      const mixed = way(toPath([checkerOf(integer()), ...rest]));
      assert.deepEqual([mixed(1), mixed(), first!.optional], [[1], "slow 0", true]);
    }
  });

  Deno.test(`${name}() looks at the result when methods have the same parameters`, () => {
    const params = [checkerOf(integer())];
    const finish = (result: unknown) => ["refused", result];
    const original: Method = (value) => value;
    const create = (more: Partial<FastPath>) => way(toPath(params, { original, finish, ...more }));
    const small = create({ result: checkerOf(number({ max: 5 })) });
    const large = create({ result: checkerOf(number({ min: 5 })) });
    const any = create({});
    const later = create({ kind: "async", result: checkerOf(number({ max: 5 })) });
    const free = way(toPath(params, { original }));
    assert.deepEqual([small(4), large(4), any(4), later(4), free(4)], [
      4,
      ["refused", 4],
      4,
      ["refused", 4],
      4,
    ]);
    assert.deepEqual([small(6), large(6), any(6), later(6)], [["refused", 6], 6, 6, [
      "refused",
      6,
    ]]);
  });

  Deno.test(`${name}() takes a schema that throws for one that refuses unless the method is plain`, () => {
    const failing: Checker = {
      ...checkerOf(integer()),
      emit: undefined,
      test: () => {
        throw new RangeError("broken schema");
      },
    };
    assert.throws(() => way(toPath([failing]))(1), RangeError);
    assert.equal(way(toPath([failing], { kind: "async" }))(1), "slow 1");
    assert.equal(way(toPath([failing], { kind: "asyncGenerator" }))(1), "slow 1");
    // Both have the same parameters, so that nothing compiled must be shared between them.
    const shared = [failing];
    assert.equal(way(toPath(shared, { kind: "async" }))(1), "slow 1");
    assert.throws(() => way(toPath(shared))(1), RangeError);
  });
}

Deno.test("generatedPath() keeps constants and functions of the code apart", () => {
  const many = Array.from({ length: 9 }, (_, at) => `a${at}`);
  const others = Array.from({ length: 9 }, (_, at) => `b${at}`);
  const item = object({ one: array(oneOf(many)), other: array(oneOf(others)) });
  const method = generatedPath(toPath([checkerOf(array(item)), checkerOf(oneOf(others))]))!;
  const good = [{ one: ["a1"], other: ["b1"] }];
  assert.deepEqual(method(good, "b2"), [good, "b2"]);
  for (const bad of [[{ one: ["b1"], other: ["b1"] }], [{ one: ["a1"], other: ["a1"] }], [1]]) {
    assert.equal(method(bad, "b2"), "slow 2");
  }
  assert.equal(method(good, "a2"), "slow 2");
});

Deno.test("generatedGetter() and generatedSetter() check the value with code of their own", () => {
  const checker = checkerOf(object({ tags: array(string()), size: object({ x: number() }) }));
  const refused: unknown[] = [];
  const refuse = (self: unknown, value: unknown) => void refused.push(self, value);
  const good = { tags: ["a"], size: { x: 1 } };
  const written: unknown[] = [];
  for (let round = 0; round < 2; round++) {
    const get = generatedGetter(checker, function (this: unknown) {
      return (this as { value: unknown }).value;
    }, refuse)!;
    const set = generatedSetter(checker, (value) => void written.push(value), refuse)!;
    assert.equal(get.call({ value: good }), good);
    assert.equal(set.call({}, good), undefined);
    const bad = { tags: ["a"], size: { x: "1" } };
    const self = { value: bad };
    assert.equal(get.call(self), bad);
    set.call(self, bad);
    assert.deepEqual(refused.splice(0), [self, bad, self, bad]);
    assert.deepEqual(written.splice(0), [good, bad]);
  }
});
