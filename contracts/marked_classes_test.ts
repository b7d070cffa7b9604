import assert from "node:assert/strict";
import { Marked, MarkedRegistry } from "./testdata/marked/marked_contract.ts";

const url = (name: string) => new URL(`./testdata/marked/${name}.ts`, import.meta.url);

Deno.test("Contract.base() leaves a class alone that is marked for a fork or as abstract", async () => {
  const { AbstractOne, ForkOne, fork } = await import("./testdata/marked/of_hooked_base.ts");
  await Marked.settled();
  assert.deepEqual(Marked.find(), []);
  new ForkOne();
  new AbstractOne();
  assert.deepEqual(Marked.find(), []);
  assert.deepEqual(fork.find("test.Marked"), [ForkOne]);
  assert.deepEqual(Marked.pending(), []);
});

Deno.test("Contract.discover() leaves a class alone that is marked for a fork or as abstract", async () => {
  const { failed } = await Marked.discover([url("of_plain_base")]);
  assert.deepEqual(failed, []);
  assert.deepEqual(Marked.find(), []);
});

Deno.test("Contract.discover() takes no hooked base for a subclass", async () => {
  const { failed } = await Marked.discover([url("only_base")]);
  assert.deepEqual(failed, []);
  assert.deepEqual([...MarkedRegistry], []);
  assert.deepEqual(Marked.pending(), []);
});

Deno.test("Contract.implement() refuses options of the registry for an abstract class", () => {
  class Abstract implements Marked {
    run(): void {}
  }
  const given = [["name", "A"], ["version", "1.0.0"], ["capabilities", []]] as const;
  for (const [option, value] of given) {
    const before = Object.getOwnPropertyDescriptors(Abstract.prototype);
    assert.throws(() => Marked.implement(Abstract, { abstract: true, [option]: value }), {
      name: "TypeError",
      message: `Cannot implement contract "test.Marked" as "${option}" must be left out of an ` +
        `abstract class, which is not registered: current value is ${
          value === given[2][1] ? "an array of 0" : JSON.stringify(value)
        }`,
    });
    assert.deepEqual(Object.getOwnPropertyDescriptors(Abstract.prototype), before);
  }
  Marked.implement(Abstract, { abstract: true, name: undefined } as never);
  assert.deepEqual(Marked.find(), []);
});
