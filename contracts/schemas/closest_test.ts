import assert from "node:assert/strict";
import {
  lazy,
  literal,
  nullable,
  number,
  object,
  optional,
  type Schema,
  string,
  union,
} from "../mod.ts";
import { closest } from "./closest.ts";

const problem = (path: PropertyKey[], expected = "string") => ({ path, expected, received: 1 });

Deno.test("closest() takes the list with the fewest problems inside of the value", () => {
  const two = [problem(["a"]), problem(["b"])];
  const one = [problem(["a", "b"])];
  assert.equal(closest([two, one], []), one);
  assert.equal(closest([one, two], []), one);
});

Deno.test("closest() takes no list that speaks of the value as a whole", () => {
  assert.equal(closest([[problem([])]], []), undefined);
  assert.equal(closest([[problem(["a"]), problem([])]], []), undefined);
  assert.equal(closest([[problem(["a"])]], ["a"]), undefined);
  assert.equal(closest([], []), undefined);
});

Deno.test("closest() avoids the list in which a literal differs", () => {
  const paid = object({ type: literal("paid"), amount: number(), currency: string() });
  const open = object({ type: literal("open") });
  const problems = union([open, paid]).problems({ type: "paid" });
  assert.deepEqual(problems.map(({ path }) => path), [["amount"], ["currency"]]);
});

Deno.test("union() says nothing of what is explained already", () => {
  interface Node {
    size: number;
    next: Node;
  }
  const node: Schema<Node> = object({ size: number(), next: union([lazy(() => node)]) });
  const value: Record<string, unknown> = { size: "x" };
  value.next = value;
  assert.deepEqual(node.problems(value).map(({ path }) => path), [["size"], ["next", "size"]]);
});

Deno.test("optional() offers nothing else for what is inside of the value", () => {
  const point = object({ x: number() });
  const expected = (schema: Schema<unknown>, value: unknown) =>
    schema.problems(value).map((one) => one.expected);
  assert.deepEqual(expected(optional(point), { x: "1" }), ["number"]);
  assert.deepEqual(expected(optional(point), 5), ["object or undefined"]);
  assert.deepEqual(expected(nullable(point), { x: "1" }), ["number"]);
  assert.deepEqual(expected(nullable(point), 5), ["object or null"]);
});

Deno.test("object() offers no name for an unknown property that another one has", () => {
  const exact = object({ name: string(), nick: string() }, { exact: true });
  const hints = exact.problems({ name: "a", nam: 1 }).map(({ path, hint }) => [path[0], hint]);
  assert.deepEqual(hints, [["nick", undefined], ["nam", undefined]]);
  const missing = exact.problems({ nik: "a", name: "a" }).map(({ hint }) => hint);
  assert.ok(missing.includes('rename "nik" to "nick"'));
});
