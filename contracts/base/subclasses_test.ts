import assert from "node:assert/strict";
import { type Contract, contract, Registry, string } from "../mod.ts";
import { asked, counted, Early, Mike } from "./testdata/counted.ts";

interface Named {
  call(name: string): string;
}

function namedContract(): Contract<Named> {
  return contract<Named>("test.Named", {
    registry: new Registry(),
    members: { call: { params: [["name", string()]], returns: string() } },
  });
}

const namedBase = () =>
  class Base {
    call(name: string) {
      return name;
    }
  };

Deno.test("Subclasses() asks once about each class, superclasses first", async () => {
  await counted.settled();
  assert.deepEqual(asked.splice(0), ["Early new", "Mike module", "Zulu module", "Able module"]);
  for (const one of [Early, Mike, Early, Mike]) new one();
  assert.deepEqual(asked, []);
  class Local extends counted.hooked {}
  const Stand = new Proxy(Local, {});
  for (const one of [Stand, Mike, Early, Local, Mike, Early, Stand]) new one();
  assert.deepEqual(asked.splice(0), ["Local new"]);
  assert.deepEqual(counted.pending(), []);
});

Deno.test("Subclasses() lists a refused class beside the one above it, until it is accepted", () => {
  const Named = namedContract();
  const Base = Named.base(namedBase());
  class Middle extends Base {}
  class Leaf extends Middle {}
  using first = Named.registry.add({ contract: "test.Named", class: class Leaf {} });
  assert.throws(() => new Leaf(), /the name is taken/);
  assert.deepEqual(
    Named.pending().map(({ reason, className, count }) => [reason, className, count]),
    [
      ["unseen", undefined, 1],
      ["refused", "Leaf", 1],
    ],
  );
  first[Symbol.dispose]();
  new Leaf();
  assert.deepEqual(Named.pending(), []);
  new Middle();
  assert.deepEqual(Named.pending(), []);
  assert.deepEqual(Named.find().map(({ name }) => name), ["Leaf", "Middle"]);
});

Deno.test("hookBase() puts the checks on the base itself", () => {
  const Base = namedBase();
  const Named = namedContract();
  class Sub extends Named.base(Base) {}
  assert.throws(() => new Base().call(5 as never), { className: "Base" });
  assert.ok(new Base() instanceof Named);
  assert.throws(() => new Sub().call(5 as never), { className: "Base", blame: "caller" });
});
