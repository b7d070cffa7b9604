import { defineResource, Scope } from "@weir/std/scope";
import { Effect } from "../../rivals/effect.ts";
import { close, closedSoFar, type Connection, open } from "../connection.ts";
import type { Form, Group } from "../../../measure/group.ts";
import { interleave } from "../../../measure/interleave.ts";

const COUNT = 1_000;

const resource = defineResource({ name: "connection", acquire: open, release: close });

const forms: readonly Form[] = [
  {
    name: "try/finally",
    async run(times) {
      for (let i = 0; i < times; i++) await byHand();
    },
  },
  {
    name: "ADS adopt",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using stack = new AsyncDisposableStack();
        for (let held = 0; held < COUNT; held++) stack.adopt(await open(), close);
      }
    },
  },
  {
    name: "Scope adopt",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using scope = new Scope("job");
        for (let held = 0; held < COUNT; held++) scope.adopt("connection", await open(), close);
      }
    },
  },
  {
    name: "Scope acquire",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using scope = new Scope("job");
        for (let held = 0; held < COUNT; held++) await scope.acquire(resource);
      }
    },
  },
  {
    name: "Effect.scoped",
    async run(times) {
      await Effect.runPromise(Effect.gen(function* () {
        for (let i = 0; i < times; i++) yield* effect;
      }));
    },
  },
];

/** A loop that acquires, and one that releases in reverse and misses no error. */
async function byHand(): Promise<void> {
  const held: Connection[] = [];
  try {
    for (let i = 0; i < COUNT; i++) held.push(await open());
  } finally {
    const errors: unknown[] = [];
    for (let i = held.length - 1; i >= 0; i--) {
      try {
        await close(held[i]!);
      } catch (error) {
        errors.push(error);
      }
    }
    // deno-lint-ignore no-unsafe-finally -- so it is written by hand
    if (errors.length > 0) throw new AggregateError(errors);
  }
}

const one = Effect.acquireRelease(
  Effect.promise(open),
  (connection) => Effect.promise(() => close(connection)),
);
const effect = Effect.scoped(Effect.gen(function* () {
  for (let i = 0; i < COUNT; i++) yield* one;
}));

/** A scope that holds much. */
export const group: Group = {
  title: "each of 1,000 resources in one scope",
  unit: "ns",
  goals: [
    { form: "Scope adopt", rival: "try/finally", atMost: 2.5 },
    { form: "Scope adopt", rival: "ADS adopt", atMost: 0.35 },
    { form: "Scope adopt", rival: "Effect.scoped", timesFaster: 40 },
    // Each of these callers can be told to wait no longer, which takes a promise of its own.
    { form: "Scope acquire", rival: "try/finally", atMost: 4 },
    { form: "Scope acquire", rival: "ADS adopt", atMost: 0.9 },
    { form: "Scope acquire", rival: "Effect.scoped", timesFaster: 15 },
  ],
  measure: () => interleave(forms, { rounds: 60, sampleMs: 8, resources: COUNT, closedSoFar }),
};
