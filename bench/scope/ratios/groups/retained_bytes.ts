import { defineResource, Scope } from "@weir/std/scope";
import { close, Connection } from "../connection.ts";
import type { Group, Samples } from "../../../measure/group.ts";
import { collectGarbage } from "../../../measure/interleave.ts";

const COUNT = 1_000_000;
const ROUNDS = 3;

/** What holds the values, and lets go of them when it is dropped. */
type Hold = (values: readonly Connection[]) => unknown;

/** One release function serves all, as a definition's does; a closure for each is on top. */
const forms: Readonly<Record<string, Hold>> = {
  "ADS use": (values) => {
    const stack = new AsyncDisposableStack();
    for (const value of values) stack.use(value);
    return stack;
  },
  "ADS adopt": (values) => {
    const stack = new AsyncDisposableStack();
    for (const value of values) stack.adopt(value, close);
    return stack;
  },
  "Scope use": (values) => {
    const scope = new Scope("job");
    for (const value of values) scope.use(value);
    return scope;
  },
  "Scope adopt": (values) => {
    const scope = new Scope("job");
    for (const value of values) scope.adopt("connection", value, close);
    return scope;
  },
  "Scope acquire": async (values) => {
    const scope = new Scope("job");
    let next = 0;
    const acquire = () => values[next++]!;
    const resource = defineResource({ name: "connection", acquire, release: close });
    while (next < values.length) await scope.acquire(resource);
    return scope;
  },
};

/** Bytes that holding adds, for each value; the values stand in an array all the while. */
async function bytesOf(hold: Hold, values: readonly Connection[]): Promise<number> {
  collectGarbage("major");
  const before = Deno.memoryUsage().heapUsed;
  const holder = await hold(values);
  collectGarbage("major");
  const after = Deno.memoryUsage().heapUsed;
  // Named once more so that it lives until here.
  if (holder === undefined) throw new TypeError("Cannot measure what is gone");
  return (after - before) / values.length;
}

/** What it costs to hold something. */
export const group: Group = {
  title: "memory for each resource that is held, of 1,000,000",
  unit: "B",
  goals: [
    { form: "Scope use", below: 100 },
    { form: "Scope adopt", below: 100 },
    { form: "Scope acquire", below: 100 },
  ],
  async measure(): Promise<Samples> {
    const values = Array.from({ length: COUNT }, () => new Connection());
    const samples: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, hold] of Object.entries(forms)) {
        (samples[name] ??= []).push(await bytesOf(hold, values));
      }
    }
    return samples;
  },
};
