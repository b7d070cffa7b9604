import { contract, integer, oneOf, string } from "../../../mod.ts";
import { orderStore } from "../order_store.ts";
import { type Scenario, scenarios } from "../scenario.ts";

/** A contract over one method that is specified as given. */
const member = (run: unknown) => contract("app.Task", { members: { run } } as never);

/** Contracts that are not written as they must be. */
export const specifications: readonly Scenario[] = scenarios("Writing a contract", {
  "no id": () => contract("", { members: {} }),
  "no members": () => contract("app.Task", {} as never),
  "an unknown option": () => contract("app.Task", { memebrs: {} } as never),
  "a version that is none": () => contract("app.Task", { version: "1", members: {} }),
  "a registry that is none": () => contract("app.Task", { registry: {} as never, members: {} }),
  "an unknown mode": () => contract("app.Task", { mode: "warn" as never, members: {} }),
  "a member that is no specification": () => member("run"),
  "a method without parameters": () => member({}),
  "an unknown kind": () => member({ kind: "promise", params: [] }),
  "parameters that are no list": () => member({ params: { id: string() } }),
  "a parameter without a name": () => member({ params: [string()] }),
  "a parameter without a schema": () => member({ params: [["id", "string"]] }),
  "a result of a generator": () => member({ kind: "generator", params: [], returns: string() }),
  "an attribute without a schema": () => member({ attribute: String }),
  "an example that does not fit": () =>
    member({ params: [["id", string()]], examples: [{ args: [7] }] }),
  "an invariant that is no function": () =>
    contract("app.Task", { members: {}, invariants: { "it runs": true } } as never),
  "bounds that nothing can keep": () => integer({ min: 3, max: 1 }),
  "an empty choice": () => oneOf([]),
  "an object in place of a class": () => orderStore().implement({} as never),
  "an unknown option of implement": () =>
    orderStore().implement(class {} as never, { capability: "x" } as never),
  "the mode of an unknown member": () => orderStore().setMode("off", { member: "sve" as never }),
});
