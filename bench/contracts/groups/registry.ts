import { Registry } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep } from "../save.ts";

const COUNT = 10_000;

const registry = new Registry();
const capabilities = Array.from({ length: 1_000 }, (_, number) => `event-${number}`);
const byName = new Map<string, unknown>();
const names = Array.from({ length: COUNT }, (_, number) => `handler-${number}`);
for (const [number, name] of names.entries()) {
  const handler = class {};
  const version = `${1 + number % 3}.${number % 100}.${number % 7}`;
  const addition = { contract: "bench.Handler", class: handler, name, version };
  registry.add({ ...addition, capabilities: [capabilities[number % 1_000]!] });
  byName.set(name, handler);
}

/** Names that a program looks up again and again. */
const usual = Array.from({ length: 64 }, (_, number) => names[number * 151]!);
/** A prime: every name in turn, in an order that no cache of the processor likes. */
const STEP = 4_999;
const RANGES = ["^1.2", "~2.50", ">=1.20 <2", "1.x", "^3", "~1.99.0", "*", "<1.5 || ^2.70"];

const forms: readonly Form[] = [
  form("Map.get()", (times) => {
    for (let i = 0; i < times; i++) keep(byName.get(usual[i & 63]!));
  }),
  form("Map.get(), every name in turn", (times) => {
    for (let i = 0; i < times; i++) keep(byName.get(names[i * STEP % COUNT]!));
  }),
  form("by name", (times) => {
    for (let i = 0; i < times; i++) {
      keep(registry.get("bench.Handler", { name: usual[i & 63]! }));
    }
  }),
  form("by name, every name in turn", (times) => {
    for (let i = 0; i < times; i++) {
      keep(registry.get("bench.Handler", { name: names[i * STEP % COUNT]! }));
    }
  }),
  form("by capability", (times) => {
    for (let i = 0; i < times; i++) {
      keep(registry.get("bench.Handler", { capability: capabilities[i % 1_000]! }));
    }
  }),
  form("by version range", (times) => {
    for (let i = 0; i < times; i++) {
      keep(registry.get("bench.Handler", { version: RANGES[i & 7]! }));
    }
  }),
  form("by name and version range", (times) => {
    for (let i = 0; i < times; i++) {
      keep(registry.get("bench.Handler", { name: usual[i & 63]!, version: ">=1" }));
    }
  }),
];

function form(name: string, run: (times: number) => void): Form {
  return { name, run: (times) => Promise.resolve(run(times)) };
}

/**
 * All classes implement one contract, so that no lookup is short by itself. 64 names are looked up
 * over and over; with every name in turn it is the memory that is measured.
 */
export const group: Group = {
  title: "a lookup among 10,000 classes of one contract",
  unit: "ns",
  goals: [
    { form: "by name", below: 100 },
    { form: "by capability", below: 100 },
    { form: "by version range", below: 2_000 },
    { form: "by name and version range", below: 2_000 },
  ],
  measure: () => interleave(forms, { rounds: 12, sampleMs: 8, resources: 1 }),
};
