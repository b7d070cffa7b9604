import { contract, number } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep } from "../save.ts";

interface Account {
  limit: number;
}

const Account = contract<Account>("bench.Account", {
  members: { limit: { attribute: number({ min: 0 }) } },
});

class Bare implements Account {
  #limit = 0;
  get limit(): number {
    return this.#limit;
  }
  set limit(limit: number) {
    this.#limit = limit;
  }
}

class ByHand implements Account {
  #limit = 0;
  get limit(): number {
    return this.#limit;
  }
  set limit(limit: number) {
    if (typeof limit !== "number" || !(limit >= 0)) {
      throw new TypeError("Cannot set a limit that is not a number >= 0");
    }
    this.#limit = limit;
  }
}

class Checked implements Account {
  static {
    Account.implement(this);
  }
  #limit = 0;
  get limit(): number {
    return this.#limit;
  }
  set limit(limit: number) {
    this.#limit = limit;
  }
}

/** Whole numbers and others, so that no compiler knows the answer of the checks. */
const LIMITS = Array.from({ length: 16 }, (_, number) => number * 1.5);

const bare = new Bare();
const byHand = new ByHand();
const checked = new Checked();

const forms: readonly Form[] = [
  {
    name: "by hand",
    run(times) {
      for (let i = 0; i < times; i++) byHand.limit = LIMITS[i & 15]!;
      keep(byHand);
      return Promise.resolve();
    },
  },
  {
    name: "no checks",
    run(times) {
      for (let i = 0; i < times; i++) bare.limit = LIMITS[i & 15]!;
      keep(bare);
      return Promise.resolve();
    },
  },
  {
    name: "contract",
    run(times) {
      for (let i = 0; i < times; i++) checked.limit = LIMITS[i & 15]!;
      keep(checked);
      return Promise.resolve();
    },
  },
];

/** An attribute behind a getter and a setter. */
export const group: Group = {
  title: "a checked write through an accessor",
  unit: "ns",
  goals: [{ form: "contract", rival: "by hand", atMost: 1.1 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: 1 }),
};
