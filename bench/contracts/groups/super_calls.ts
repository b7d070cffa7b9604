import { array, contract, integer, number, object, string } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep, type Order, ORDERS, type Store } from "../save.ts";

function storeContract(id: string) {
  return contract<Store>(id, {
    members: {
      save: {
        params: [
          ["order", object({ id: string(), amount: number({ min: 0 }), tags: array(string()) })],
          ["retries", integer()],
          ["by", string()],
        ],
        returns: string(),
      },
    },
  });
}

const One = storeContract("bench.One");
const Both = storeContract("bench.Both");

class Unchecked implements Store {
  save(order: Order, _retries: number, _by: string): string {
    return order.tags[0]!;
  }
}

class OnceChecked extends Unchecked {
  static {
    One.implement(this);
  }
  override save(order: Order, retries: number, by: string): string {
    return super.save(order, retries, by);
  }
}

class Parent implements Store {
  static {
    Both.implement(this);
  }
  save(order: Order, _retries: number, _by: string): string {
    return order.tags[0]!;
  }
}

class TwiceChecked extends Parent {
  static {
    Both.implement(this);
  }
  override save(order: Order, retries: number, by: string): string {
    return super.save(order, retries, by);
  }
}

const unchecked = new Unchecked();
const parent = new Parent();
const once = new OnceChecked();
const twice = new TwiceChecked();

const forms: readonly Form[] = [
  {
    name: "no checks, no super",
    run(times) {
      for (let i = 0; i < times; i++) keep(unchecked.save(ORDERS[i & 15]!, i, "bench"));
      return Promise.resolve();
    },
  },
  {
    name: "one check, no super",
    run(times) {
      for (let i = 0; i < times; i++) keep(parent.save(ORDERS[i & 15]!, i, "bench"));
      return Promise.resolve();
    },
  },
  {
    name: "one check",
    run(times) {
      for (let i = 0; i < times; i++) keep(once.save(ORDERS[i & 15]!, i, "bench"));
      return Promise.resolve();
    },
  },
  {
    name: "two checks",
    run(times) {
      for (let i = 0; i < times; i++) keep(twice.save(ORDERS[i & 15]!, i, "bench"));
      return Promise.resolve();
    },
  },
];

/** What the second check adds: both forms call `super.save`, and in one of them it is checked, too. */
export const group: Group = {
  title: "a checked override that calls super",
  unit: "ns",
  goals: [{ form: "two checks", rival: "one check", atMost: 1.6 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: 1 }),
};
