import { contract, integer } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep } from "../save.ts";

const ITEMS = 1_000;

interface Counter {
  count(to: number): IterableIterator<number>;
}

const Counter = contract<Counter>("bench.Counter", {
  members: { count: { kind: "generator", params: [["to", integer()]], yields: integer() } },
});

class Bare implements Counter {
  *count(to: number): IterableIterator<number> {
    for (let i = 0; i < to; i++) yield i;
  }
}

class ByHand extends Bare {
  override *count(to: number): IterableIterator<number> {
    for (const item of super.count(to)) {
      if (!Number.isSafeInteger(item)) throw new TypeError("Cannot yield what is no integer");
      yield item;
    }
  }
}

class Checked implements Counter {
  static {
    Counter.implement(this);
  }
  *count(to: number): IterableIterator<number> {
    for (let i = 0; i < to; i++) yield i;
  }
}

const bare = new Bare();
const byHand = new ByHand();
const checked = new Checked();

const forms: readonly Form[] = [
  {
    name: "no checks",
    run(times) {
      for (let i = 0; i < times; i++) for (const item of bare.count(ITEMS)) keep(item);
      return Promise.resolve();
    },
  },
  {
    name: "by hand",
    run(times) {
      for (let i = 0; i < times; i++) for (const item of byHand.count(ITEMS)) keep(item);
      return Promise.resolve();
    },
  },
  {
    name: "contract",
    run(times) {
      for (let i = 0; i < times; i++) for (const item of checked.count(ITEMS)) keep(item);
      return Promise.resolve();
    },
  },
];

/** By hand it is a generator that checks what another yields. */
export const group: Group = {
  title: "each of 1,000 items of a generator, checked",
  unit: "ns",
  goals: [{ form: "contract", rival: "no checks", atMost: 2.2 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: ITEMS }),
};
