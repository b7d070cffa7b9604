import {
  bigint,
  boolean,
  contract,
  date,
  func,
  instanceOf,
  map,
  nullable,
  object,
  optional,
  type SchemaFor,
  set,
  string,
} from "../../../mod.ts";
import { memoryStore, order, orderStore } from "../order_store.ts";
import { loose, type Scenario, scenarios } from "../scenario.ts";

class Clock {
  now() {
    return 0;
  }
}

/** An object whose method takes one value. */
function taking(name: string, schema: SchemaFor<unknown>) {
  const Sink = contract<{ put(value: unknown): void }>("app.Sink", {
    version: "0.3.1",
    members: { put: { params: [[name, schema]] } },
  });
  class Queue {
    static {
      Sink.implement(this);
    }
    put() {}
  }
  return loose(new Queue());
}

/** Arguments that a method refuses. */
export const calls: readonly Scenario[] = scenarios("Calling a method", {
  "no arguments": () => memoryStore().save!(),
  "an argument is missing": () => memoryStore().save!(order),
  "swapped arguments": () => memoryStore().save!(3, order),
  "a number as text": () => memoryStore().save!(order, "7"),
  "a text that is no number": () => memoryStore().save!(order, "seven"),
  "a number with a fraction": () => memoryStore().save!(order, 1.5),
  "a number below the least": () => memoryStore().save!(order, -1),
  "a number that is not one": () => memoryStore().save!(order, 0 / 0),
  "a number that is infinite": () => memoryStore().save!(order, Infinity),
  "a number that is too large to be exact": () => memoryStore().save!(order, 2 ** 60),
  "a bigint where a number is asked for": () => memoryStore().save!(order, 7n),
  "null where a number is asked for": () => memoryStore().save!(order, null),
  "null where a value may be left out": () => memoryStore().log!("info", null),
  "undefined where null is meant": () => taking("parent", nullable(string())).put!(undefined),
  "a misspelt property": () => memoryStore().save!({ id: "a1", amuont: 3, tags: [] }, 0),
  "a missing property": () => memoryStore().save!({ id: "a1", amount: 3 }, 0),
  "a number where a text is asked for, further in": () =>
    memoryStore().save!({ ...order, tags: ["new", 3] }, 0),
  "one item where a list is asked for": () => memoryStore().save!({ ...order, tags: "new" }, 0),
  "a list where one item is asked for": () => memoryStore().save!([order], 0),
  "a promise where its value is asked for": () => memoryStore().save!(Promise.resolve(order), 0),
  "a JSON text where an object is asked for": () => memoryStore().save!(JSON.stringify(order), 0),
  "a map where an object is asked for": () =>
    memoryStore().save!(new Map<string, unknown>(Object.entries(order)), 0),
  "a set where a list is asked for": () =>
    memoryStore().save!({ ...order, tags: new Set(["new"]) }, 0),
  "a function where its result is asked for": () => memoryStore().save!(() => order, 0),
  "a text in the wrong case": () => memoryStore().log!("INFO"),
  "a misspelt text": () => memoryStore().log!("eror"),
  "a text that is none of those known": () => memoryStore().log!("fatal"),
  "many problems at once": () =>
    memoryStore().save!({ id: 7, amount: 0, tags: ["a", 3, null] }, "x"),
  "a hundred wrong items": () =>
    memoryStore().save!({ ...order, tags: Array.from({ length: 130 }, (_, i) => i) }, 0),
  "a class where an instance is asked for": () => taking("clock", instanceOf(Clock)).put!(Clock),
  "a plain object where an instance is asked for": () =>
    taking("clock", instanceOf(Clock)).put!({ now: () => 0 }),
  "a text where a date is asked for": () => taking("at", date()).put!("2026-01-31T12:00:00Z"),
  "a date that is none": () => taking("at", date()).put!(new Date("soon")),
  "a date where a text is asked for": () => taking("at", string()).put!(new Date(0)),
  "a text where a boolean is asked for": () => taking("active", boolean()).put!("true"),
  "a number where a bigint is asked for": () => taking("total", bigint()).put!(7),
  "an object where a map is asked for": () =>
    taking("headers", map(string(), string())).put!({ a: "1" }),
  "a list where a set is asked for": () => taking("ids", set(string())).put!(["a"]),
  "a value where a function is asked for": () => taking("done", func()).put!(true),
  "an empty text": () => taking("name", string({ minLength: 1 })).put!(""),
  "a text that is too long": () => taking("name", string({ maxLength: 5 })).put!("longer"),
  "a text with a space around": () => taking("slug", string({ pattern: /^[a-z]+$/ })).put!("news "),
  "an unknown property": () =>
    taking("point", object({ x: string(), note: optional(string()) }, { exact: true })).put!({
      x: "1",
      y: "2",
    }),
  "a way that needs quotes": () =>
    taking("headers", object({ "x-id": object({ "0": string() }) })).put!({ "x-id": { "0": 7 } }),
  "a long way to the value": () => {
    const deep = { shipment: { destination: { street: { number: 7 } } } };
    const street = object({ street: object({ number: string() }) });
    const schema = object({ shipment: object({ destination: street }) });
    taking("consignment", schema).put!(deep);
  },
  "a text with what a terminal acts on": () =>
    taking("level", string({ maxLength: 5 })).put!("\u001b[31mred\u202e\n"),
  "a static method": () => {
    const Opener = contract<object, { open(url: string): object }>("app.Opener", {
      version: "1.0.0",
      members: {},
      statics: { open: { params: [["url", string()]] } },
    });
    class Mail {
      static {
        Opener.implement(this);
      }
      static open() {
        return {};
      }
    }
    loose(Mail).open!(7);
  },
  "an override calls its parent wrongly": () => {
    const OrderStore = orderStore();
    class SqlStore {
      static {
        OrderStore.implement(this);
      }
      save(_order: unknown, _retries: unknown) {
        return Promise.resolve("");
      }
      log() {}
      close() {}
    }
    class CachedStore extends SqlStore {
      static {
        OrderStore.implement(this);
      }
      override save(order: unknown, retries: unknown) {
        return super.save(order, String(retries));
      }
    }
    return new CachedStore().save(order, 3);
  },
});
