import { contract, string } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep, ORDERS } from "../save.ts";

interface Store {
  load(id: string, by: string): Promise<string>;
}

const Store = contract<Store>("bench.AsyncStore", {
  members: {
    load: { kind: "async", params: [["id", string()], ["by", string()]], returns: string() },
  },
});

class Bare implements Store {
  // deno-lint-ignore require-await -- what is behind it does not matter here
  async load(id: string, _by: string): Promise<string> {
    return id;
  }
}

class ByHand extends Bare {
  override async load(id: string, by: string): Promise<string> {
    if (typeof id !== "string") throw new TypeError("Cannot load an order without an id");
    if (typeof by !== "string") throw new TypeError("Cannot load an order for nobody");
    const result = await super.load(id, by);
    if (typeof result !== "string") throw new TypeError("Cannot return what is not a text");
    return result;
  }
}

class Checked implements Store {
  static {
    Store.implement(this);
  }
  // deno-lint-ignore require-await -- as above
  async load(id: string, _by: string): Promise<string> {
    return id;
  }
}

const bare = new Bare();
const byHand = new ByHand();
const checked = new Checked();

const forms: readonly Form[] = [
  {
    name: "by hand",
    async run(times) {
      for (let i = 0; i < times; i++) keep(await byHand.load(ORDERS[i & 15]!.id, "bench"));
    },
  },
  {
    name: "no checks",
    async run(times) {
      for (let i = 0; i < times; i++) keep(await bare.load(ORDERS[i & 15]!.id, "bench"));
    },
  },
  {
    name: "contract",
    async run(times) {
      for (let i = 0; i < times; i++) keep(await checked.load(ORDERS[i & 15]!.id, "bench"));
    },
  },
];

/** By hand it is an `async` method that checks, awaits the one without checks, and checks again. */
export const group: Group = {
  title: "an async call, awaited, arguments and result checked",
  unit: "ns",
  goals: [{ form: "contract", rival: "by hand", atMost: 1.2 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: 1 }),
};
