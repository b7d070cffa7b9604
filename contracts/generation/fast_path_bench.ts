import { array, integer, number, object, string } from "../mod.ts";
import type { Method } from "../plan/method_kind.ts";
import { toChecker } from "../schemas/checker.ts";
import { closurePath } from "./closure_path.ts";
import type { FastPath } from "./fast_path.ts";
import { generatedPath } from "./generated_path.ts";

/** The rival: the same checks, written by hand into the method. */
interface Order {
  id: string;
  amount: number;
  tags: string[];
}
interface Store {
  save: (order: Order, retries: number, by: string) => string;
}

const params = [
  object({ id: string(), amount: number({ min: 0 }), tags: array(string()) }),
  integer(),
  string(),
].map((schema) => toChecker(schema, "a parameter"));
const result = toChecker(string(), "the result");

const fail = (): never => {
  throw new TypeError("Cannot take what is wrong");
};

const toPath = (original: Method): FastPath => ({
  params,
  result,
  kind: "sync",
  original,
  slow: fail,
  finish: fail,
});

/** A class of its own, whose code no other class shares. */
const byHand = (index: number): Store =>
  new Function(
    "fail",
    `return new class Store${index} {
      save(order, retries, by) {
        if (typeof order !== "object" || order === null || typeof order.id !== "string" ||
          typeof order.amount !== "number" || !(order.amount >= 0) || !Array.isArray(order.tags) ||
          !order.tags.every((tag) => typeof tag === "string") ||
          !Number.isSafeInteger(retries) || typeof by !== "string") fail();
        const result = order.id;
        return typeof result === "string" ? result : fail();
      }
    }`,
  )(fail);

const checkedBy = (wrap: (path: FastPath) => Method | undefined) => (index: number): Store => {
  const store: Store = new Function(
    `return new class Store${index} { save(order, retries, by) { return order.id } }`,
  )();
  const prototype: Store = Object.getPrototypeOf(store);
  prototype.save = wrap(toPath(prototype.save as Method)) as Store["save"];
  return store;
};

const order: Order = { id: "a", amount: 1, tags: ["a", "b"] };
const forms: readonly (readonly [string, (index: number) => Store])[] = [
  ["written by hand", byHand],
  ["generated", checkedBy(generatedPath)],
  ["closures", checkedBy(closurePath)],
];

for (const [name, make] of forms) {
  for (const count of [1, 64]) {
    const stores = Array.from({ length: count }, (_, index) => make(index));
    // Each form has a loop of its own, so that none spoils the call site of another.
    const loop = new Function(
      "stores",
      "order",
      `for (let call = 0; call < 10000; call++) stores[call & ${
        count - 1
      }].save(order, call, "${name}")`,
    );
    Deno.bench({
      name,
      group: `10,000 checked calls of ${count} ${count === 1 ? "class" : "classes"}`,
      baseline: make === byHand,
      fn: () => loop(stores, order),
    });
  }
}
