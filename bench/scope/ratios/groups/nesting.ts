import { Scope } from "@weir/std/scope";
import { Effect } from "../../rivals/effect.ts";
import { close, closedSoFar, open } from "../connection.ts";
import type { Form, Group } from "../../../measure/group.ts";
import { interleave } from "../../../measure/interleave.ts";

/** The native stack loses resources from about 1,150 on. */
const DEPTH = 1_000;

const forms: readonly Form[] = [
  {
    name: "try/finally",
    async run(times) {
      for (let i = 0; i < times; i++) await byHand(DEPTH);
    },
  },
  {
    name: "ADS in ADS",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using root = new AsyncDisposableStack();
        let stack = root;
        for (let level = 1;; level++) {
          stack.adopt(await open(), close);
          if (level === DEPTH) break;
          stack = stack.use(new AsyncDisposableStack());
        }
      }
    },
  },
  {
    name: "Scope in Scope",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using root = new Scope("level");
        let scope = root;
        for (let level = 1;; level++) {
          scope.adopt("connection", await open(), close);
          if (level === DEPTH) break;
          scope = scope.child("level");
        }
      }
    },
  },
  {
    name: "Effect.scoped",
    async run(times) {
      await Effect.runPromise(Effect.gen(function* () {
        for (let i = 0; i < times; i++) yield* effects(DEPTH);
      }));
    },
  },
];

async function byHand(depth: number): Promise<void> {
  const connection = await open();
  try {
    if (depth > 1) await byHand(depth - 1);
  } finally {
    await close(connection);
  }
}

const one = Effect.acquireRelease(
  Effect.promise(open),
  (connection) => Effect.promise(() => close(connection)),
);

function effects(depth: number): Effect.Effect<unknown> {
  if (depth === 1) return Effect.scoped(one);
  return Effect.scoped(Effect.flatMap(one, () => effects(depth - 1)));
}

/** Scopes in scopes, a resource in each. */
export const group: Group = {
  title: "each of 1,000 scopes, one in the other",
  unit: "ns",
  goals: [
    { form: "Scope in Scope", rival: "ADS in ADS", atMost: 1.3 },
    { form: "Scope in Scope", rival: "Effect.scoped", timesFaster: 5 },
  ],
  measure: () => interleave(forms, { rounds: 60, sampleMs: 8, resources: DEPTH, closedSoFar }),
};
