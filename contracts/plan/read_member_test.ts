import assert from "node:assert/strict";
import { contract, integer, string } from "../mod.ts";

/** A specification as it arrives where no compiler has looked at it. */
function define(save: unknown, more: object = {}) {
  return contract<Record<string, never>>("test.Store", { ...more, members: { save } } as never);
}

/** Refuses a specification with a message about a place. */
function refuses(save: unknown, place: string) {
  assert.throws(() => define(save), (error: unknown) => {
    assert.ok(error instanceof TypeError);
    assert.match(error.message, /^Cannot (?:define contract "test\.Store"|use) /);
    assert.ok(error.message.includes(place), error.message);
    return true;
  });
}

const params = [["item", string()]];

Deno.test("readMembers() refuses what it does not know", () => {
  refuses({ params, retuns: string() }, "retuns");
  refuses({ params, yields: string() }, "yields");
  refuses({ kind: "generator", params, returns: string() }, "returns");
  refuses({ attribute: string(), params }, "params");
  refuses({ kind: "later", params }, 'members.save.kind" must be one of "sync", "async"');
  refuses({ kind: "sync", attribute: string() }, 'members.save.kind" must be one of "any"');
  refuses({ params: { item: string() } }, "members.save.params");
  refuses({ params: [["item"]] }, "members.save.params[0]");
  refuses({ params: [[5, string()]] }, "members.save.params[0]");
  refuses({ params: [["item", string(), {}, {}]] }, "members.save.params[0]");
  refuses({ params: [["item", string(), { parses: true }]] }, "parses");
  refuses({ params: [["item", 5]] }, "members.save.params[0]");
  refuses(string, "members.save");
  assert.throws(() => define({ params }, { membres: {} }), /membres/);
  assert.throws(() => define({ params }, { invariants: [() => true] }), /"invariants" must be/);
  assert.throws(() => define({ params }, { invariants: { rule: true } }), /invariants\["rule"\]/);
  assert.throws(() => define({ params }, { version: "one" }), /"version" must be/);
  assert.throws(() => contract("test.Store", {} as never), /"members" must be an object/);
});

Deno.test("readMembers() refuses examples that the schemas refuse", () => {
  const returns = integer();
  refuses({ attribute: integer(), examples: [1, 0.5] }, "members.save.examples[1]");
  refuses({ attribute: integer(), examples: 1 }, "members.save.examples");
  refuses({ params, examples: [{ args: [7] }] }, "members.save.examples[0].args[0]");
  refuses({ params, examples: [{ args: [] }] }, "members.save.examples[0].args[0]");
  refuses({ params, examples: [{}] }, "members.save.examples[0].args");
  refuses({ params, returns, examples: [{ args: ["a"], returns: 0.5 }] }, "examples[0].returns");
  refuses({ params, returns, examples: [{ args: ["a"], yields: [] }] }, "yields");
  const generator = { kind: "generator", params, yields: returns };
  refuses({ ...generator, examples: [{ args: ["a"], yields: [1, 0.5] }] }, "examples[0].yields");
  refuses({ ...generator, examples: [{ args: ["a"], yields: 1 }] }, "examples[0].yields");
  refuses({ params, returns, examples: [{ args: ["a"], returns: undefined }] }, "[0].returns");
});

Deno.test("readMembers() reads examples with what they say and no more", () => {
  const examples = [{ args: ["a"] }, { args: ["b"], returns: undefined }];
  const [method] = define({ kind: "async", params, examples }).members;
  assert.deepEqual(method!.examples, examples);
  const yields = [{ args: ["a"], yields: [1, 2] }];
  const [generator] = define({ kind: "generator", params, yields: integer(), examples: yields })
    .members;
  assert.deepEqual(generator!.examples, yields);
  const [attribute] = define({ attribute: integer(), examples: [1, 2] }).members;
  assert.deepEqual(attribute!.examples, [1, 2]);
});

Deno.test("readMembers() reads members whose keys are symbols", () => {
  const Closable = contract<Disposable>("test.Closable", {
    members: { [Symbol.dispose]: { params: [] } },
  });
  assert.deepEqual(Closable.members.map(({ key, label }) => [key, label]), [
    [Symbol.dispose, "[Symbol.dispose]"],
  ]);
  assert.deepEqual(Closable.check({}).map(({ kind }) => kind), ["missing"]);
});
