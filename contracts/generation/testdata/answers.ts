import { type Contract, contract, integer, object, optional, string } from "../../mod.ts";

interface Store {
  save(order: { id: string; amount: number }, by?: string): string;
  load(id: string): Promise<string>;
}

const Store: Contract<Store> = contract<Store>("test.Store", {
  members: {
    save: {
      params: [
        ["order", object({ id: string({ pattern: /^\w+$/ }), amount: integer({ min: 0 }) })],
        ["by", optional(string())],
      ],
      returns: string({ minLength: 2 }),
    },
    load: { kind: "async", params: [["id", string()]], returns: string() },
  },
});

class Memory implements Store {
  static {
    Store.implement(this);
  }
  save(order: { id: string }, ...by: string[]): string {
    return order.id + by.length;
  }
  load(id: string): Promise<string> {
    return Promise.resolve(id);
  }
}

/** What a contract answers to good and bad calls, often enough for its methods to be compiled. */
export async function answers(): Promise<string[]> {
  const store = new Memory();
  const found: string[] = [];
  const note = (answer: unknown) => found.push(String(answer).split("\n").slice(0, 3).join("\n"));
  const order = { id: "a", amount: 1 };
  for (let round = 0; round < 100; round++) {
    note(store.save(order));
    note(store.save(order, "me"));
    note(await store.load("x"));
    for (const bad of [{ id: "a b", amount: 1 }, { id: "a", amount: -1 }, null]) {
      try {
        store.save(bad as never);
      } catch (error) {
        note(error);
      }
    }
    await store.load(5 as never).catch(note);
  }
  return found;
}

if (import.meta.main) console.log(JSON.stringify(await answers()));
