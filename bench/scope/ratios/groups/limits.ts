import { defineResource, Scope, withScope } from "@weir/std/scope";
import { Effect } from "../../rivals/effect.ts";
import { giveUp } from "../../give_up.ts";
import { close, closedSoFar, open } from "../connection.ts";
import type { Form, Group } from "../../../measure/group.ts";
import { interleave } from "../../../measure/interleave.ts";

const LIMIT_MS = 1_000;
const { signal } = new AbortController();
const limits = { timeoutMs: LIMIT_MS, signal };

const resource = defineResource({
  name: "connection",
  acquire: open,
  release: close,
  timeoutMs: LIMIT_MS,
  releaseTimeoutMs: LIMIT_MS,
});

const forms: readonly Form[] = [
  {
    name: "by hand",
    async run(times) {
      for (let i = 0; i < times; i++) {
        const connection = await giveUp(open(), limits);
        try {
          // Nothing: the rest is what costs.
        } finally {
          await giveUp(close(connection), limits);
        }
      }
    },
  },
  {
    name: "Scope acquire",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using scope = new Scope("job");
        await scope.acquire(resource, { signal });
      }
    },
  },
  {
    name: "withScope acquire",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await withScope("job", async (scope) => {
          await scope.acquire(resource, { signal });
        });
      }
    },
  },
  {
    name: "Effect.scoped with Effect.timeout",
    async run(times) {
      const loop = Effect.gen(function* () {
        for (let i = 0; i < times; i++) yield* effect;
      });
      await Effect.runPromise(loop, { signal });
    },
  },
];

const effect = Effect.scoped(Effect.acquireRelease(
  Effect.promise(open).pipe(Effect.timeout(LIMIT_MS)),
  (connection) =>
    Effect.promise(() => close(connection)).pipe(Effect.timeout(LIMIT_MS), Effect.ignore),
));

/** Deadlines on both sides and a signal. */
export const group: Group = {
  title: "one resource, with a signal and deadlines for acquire and release",
  unit: "ns",
  goals: [
    { form: "Scope acquire", rival: "by hand", atMost: 1.5 },
    { form: "withScope acquire", rival: "by hand", atMost: 1.5 },
    { form: "withScope acquire", rival: "Effect.scoped with Effect.timeout", timesFaster: 3 },
  ],
  measure: () => interleave(forms, { rounds: 60, sampleMs: 8, resources: 1, closedSoFar }),
};
