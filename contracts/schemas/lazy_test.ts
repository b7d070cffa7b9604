import assert from "node:assert/strict";
import fc from "fast-check";
import {
  array,
  lazy,
  literal,
  nullable,
  object,
  optional,
  predicate,
  type Schema,
  string,
  tuple,
  union,
} from "../mod.ts";

interface Node {
  name: string;
  next: Node[];
}
const node: Schema<Node> = object({ name: string(), next: array(lazy(() => node)) });

Deno.test("lazy() accepts and explains trees", () => {
  const leaf = { name: "leaf", next: [] };
  assert.ok(node.is({ name: "root", next: [leaf, leaf] }));
  assert.deepEqual(node.problems({ name: "root", next: [leaf, { name: 1, next: [{}] }] }), [
    { path: ["next", 1, "name"], expected: "string", received: 1 },
    { path: ["next", 1, "next", 0, "name"], expected: "string", received: undefined },
    { path: ["next", 1, "next", 0, "next"], expected: "array", received: undefined },
  ]);
  assert.equal(lazy(() => optional(string())).expected, "string or undefined");
});

Deno.test("lazy() answers at once for values that hold themselves in every way", () => {
  const nodes = Array.from({ length: 40 }, (_, index): Node => ({ name: `${index}`, next: [] }));
  for (const one of nodes) one.next.push(...nodes);
  assert.ok(node.is(nodes[0]));
  Reflect.set(nodes[17]!, "name", 17);
  assert.ok(!node.is(nodes[0]));
  const problems = node.problems(nodes[0]);
  assert.ok(problems.length > 0);
  for (const { expected, received } of problems) {
    assert.deepEqual([expected, received], ["string", 17]);
  }
  Reflect.set(nodes[17]!, "name", "17");
  assert.ok(node.is(nodes[0]));
});

interface Part {
  kind: "a" | "b";
  bad: boolean;
  parts: Part[];
}
// Through a union, a value may be accepted although something in it was refused on the way.
const a: Schema<unknown> = object({
  kind: literal("a"),
  parts: array(lazy(() => part)),
  bad: literal(false),
});
const b: Schema<unknown> = object({
  kind: literal("b"),
  parts: array(lazy(() => a2)),
  bad: literal(false),
});
const a2: Schema<unknown> = union([lazy(() => a), lazy(() => b), object({ any: literal(true) })]);
const part: Schema<unknown> = union([lazy(() => b), lazy(() => a)]);

/** The same by repeated approximation: all are accepted until something speaks against it. */
function expectedAnswers(parts: readonly Part[]): boolean[] {
  let accepted = new Set(parts);
  for (let size = -1; size !== accepted.size;) {
    size = accepted.size;
    accepted = new Set(
      [...accepted].filter((one) => !one.bad && one.parts.every((inner) => accepted.has(inner))),
    );
  }
  return parts.map((one) => accepted.has(one));
}

Deno.test("lazy() finds the answer that no order of looking changes", () => {
  const graph = fc.array(
    fc.record({
      kind: fc.constantFrom("a" as const, "b" as const),
      bad: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
      edges: fc.array(fc.nat(6), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 7 },
  );
  const counts = [0, 0];
  fc.assert(
    fc.property(graph, (specs) => {
      const parts = specs.map(({ kind, bad }): Part => ({ kind, bad, parts: [] }));
      specs.forEach(({ edges }, index) => {
        parts[index]!.parts.push(...edges.map((edge) => parts[edge % parts.length]!));
      });
      const answers = parts.map((one) => part.is(one));
      assert.deepEqual(answers, expectedAnswers(parts));
      parts.forEach((one, index) => {
        assert.equal(part.problems(one).length === 0, answers[index]);
        counts[Number(answers[index])]!++;
      });
    }),
    { seed: 1, numRuns: 500 },
  );
  assert.ok(Math.min(...counts) > 250, counts.join());
});

Deno.test("lazy() works again after a schema has thrown", () => {
  const boom = new Error("boom");
  const trap = { name: "a", next: [] as unknown[] };
  trap.next.push({
    get name() {
      throw boom;
    },
  });
  assert.throws(() => node.is(trap), (error) => error === boom);
  trap.next.length = 0;
  assert.ok(node.is(trap));
});

Deno.test("lazy() refuses what returns no schema", () => {
  assert.throws(() => lazy(5 as never), /"get" must be a function/);
  const empty = lazy(() => undefined as never);
  assert.throws(() => empty.is(1), /Cannot use the schema of lazy\(\) as it must be a schema/);
  assert.ok(nullable(lazy(() => string())).is(null));
});

Deno.test("lazy() does not accept what rests on an assumption that turns out wrong", () => {
  interface Node {
    peer?: Node;
    ok: boolean;
  }
  const node: Schema<Node> = lazy(() => object({ peer: optional(node), ok: literal(true) }));
  const both: Schema<unknown> = lazy(() => tuple([union([node, object({})]), node]));
  const bad: Node = { ok: false };
  const good: Node = { ok: true, peer: bad };
  bad.peer = good;
  assert.ok(!both.is([bad, good]));
  assert.ok(!node.is(good));
  bad.ok = true;
  assert.ok(both.is([bad, good]));
});

Deno.test("lazy() asks once about what it refuses in one test", () => {
  let asked = 0;
  const never = lazy(() => object({ x: predicate(() => ++asked < 0, "nothing") }));
  const choice = union([never, object({})]);
  const whole: Schema<unknown> = lazy(() => array(choice));
  const value = { x: 1 };
  assert.ok(whole.is([value, value, value]));
  assert.equal(asked, 1);
  assert.ok(whole.is([value]));
  assert.equal(asked, 2);
});
