import {
  array,
  contract,
  integer,
  type MemberSpecs,
  number,
  object,
  Registry,
  string,
} from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { type } from "../rivals/arktype.ts";
import { z } from "../rivals/zod.ts";
import { keep, type Order } from "../save.ts";

interface Store {
  open(path: string): string;
  save(order: Order, retries: number): string;
  load(id: string): string;
  count(prefix: string): number;
  close(reason: string): string;
}

/** What the class must look like; made once here, and with every class in another form. */
function members(): MemberSpecs<Store> {
  const Order = object({ id: string(), amount: number({ min: 0 }), tags: array(string()) });
  return {
    open: { params: [["path", string()]], returns: string() },
    save: { params: [["order", Order], ["retries", integer()]], returns: string() },
    load: { params: [["id", string()]], returns: string() },
    count: { params: [["prefix", string()]], returns: integer() },
    close: { params: [["reason", string()]], returns: string() },
  };
}

// The same name again and again: a program would not define it as often as this does.
const registry = new Registry({ onDuplicate: "replace" });
const Store = contract<Store>("bench.Store", { registry, members: members() });

function defineBare(): new () => Store {
  return class MemoryStore implements Store {
    open(path: string) {
      return path;
    }
    save(order: Order, _retries: number) {
      return order.id;
    }
    load(id: string) {
      return id;
    }
    count(prefix: string) {
      return prefix.length;
    }
    close(reason: string) {
      return reason;
    }
  };
}

function defineChecked(): new () => Store {
  return class MemoryStore implements Store {
    static {
      Store.implement(this);
    }
    open(path: string) {
      return path;
    }
    save(order: Order, _retries: number) {
      return order.id;
    }
    load(id: string) {
      return id;
    }
    count(prefix: string) {
      return prefix.length;
    }
    close(reason: string) {
      return reason;
    }
  };
}

function defineWithContract(): new () => Store {
  return contract<Store>("bench.Store", { members: members() }).implement(defineBare());
}

/** The five functions, as zod makes them; it has no class to put them in. */
function zodFunctions() {
  const Order = z.object({ id: z.string(), amount: z.number().min(0), tags: z.array(z.string()) });
  return {
    open: z.function({ input: [z.string()], output: z.string() }),
    save: z.function({ input: [Order, z.int()], output: z.string() }),
    load: z.function({ input: [z.string()], output: z.string() }),
    count: z.function({ input: [z.string()], output: z.int() }),
    close: z.function({ input: [z.string()], output: z.string() }),
  };
}

function implementZod(functions: ReturnType<typeof zodFunctions>) {
  return {
    open: functions.open.implement((path) => path),
    save: functions.save.implement((order) => order.id),
    load: functions.load.implement((id) => id),
    count: functions.count.implement((prefix) => prefix.length),
    close: functions.close.implement((reason) => reason),
  };
}

function defineArkType() {
  const Order = type({ id: "string", amount: "number >= 0", tags: "string[]" });
  return {
    open: type.fn("string", ":", "string")((path) => path),
    save: type.fn(Order, "number.integer", ":", "string")((order) => order.id),
    load: type.fn("string", ":", "string")((id) => id),
    count: type.fn("string", ":", "number.integer")((prefix) => prefix.length),
    close: type.fn("string", ":", "string")((reason) => reason),
  };
}

const madeBeforehand = zodFunctions();

const forms: readonly Form[] = [
  form("bare class", (times) => {
    for (let i = 0; i < times; i++) keep(defineBare());
  }),
  form("contract", (times) => {
    for (let i = 0; i < times; i++) keep(defineChecked());
  }),
  form("contract made with the class", (times) => {
    for (let i = 0; i < times; i++) keep(defineWithContract());
  }),
  form("zod functions", (times) => {
    for (let i = 0; i < times; i++) keep(implementZod(zodFunctions()));
  }),
  form("zod functions made beforehand", (times) => {
    for (let i = 0; i < times; i++) keep(implementZod(madeBeforehand));
  }),
  form("ArkType functions", (times) => {
    for (let i = 0; i < times; i++) keep(defineArkType());
  }),
];

function form(name: string, run: (times: number) => void): Form {
  return { name, run: (times) => Promise.resolve(run(times)) };
}

/** Every one of these must refuse a wrong argument and a wrong result of each method. */
function mustCheck(): void {
  const stores = [new (defineChecked())(), new (defineWithContract())()];
  for (const store of [...stores, implementZod(madeBeforehand), defineArkType()]) {
    for (const name of ["open", "save", "load", "count", "close"] as const) {
      try {
        (store[name] as (...args: unknown[]) => unknown)(7, 7);
      } catch {
        continue;
      }
      throw new Error(`Cannot measure what does not check ${name}()`);
    }
  }
}

/**
 * A contract is made once and its classes are many; a rival's functions are written where they are
 * defined. The forms that say so do it the other way.
 */
export const group: Group = {
  title: "the definition of a class with five methods",
  unit: "ns",
  goals: [
    { form: "contract", over: "bare class", below: 6_000 },
    { form: "contract", rival: "zod functions", over: "bare class", timesFaster: 15 },
    { form: "contract", rival: "ArkType functions", over: "bare class", timesFaster: 70 },
  ],
  measure() {
    mustCheck();
    return interleave(forms, { rounds: 12, sampleMs: 10, resources: 1 });
  },
};
