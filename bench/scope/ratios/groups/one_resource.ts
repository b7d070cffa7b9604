import { defineResource, otelObserver, Scope, withScope } from "@weir/std/scope";
import * as otel from "@opentelemetry/api";
import { Effect } from "../../rivals/effect.ts";
import { close, closedSoFar, open } from "../connection.ts";
import type { Form, Group } from "../../../measure/group.ts";
import { interleave } from "../../../measure/interleave.ts";

const resource = defineResource({ name: "connection", acquire: open, release: close });
const nullObserver = { observers: [() => {}] };
const telemetry = { observers: [otelObserver(otel)] };

const forms: readonly Form[] = [
  {
    name: "try/finally",
    async run(times) {
      for (let i = 0; i < times; i++) {
        const connection = await open();
        try {
          // Nothing: the rest is what costs.
        } finally {
          await close(connection);
        }
      }
    },
  },
  {
    name: "await using",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using _connection = await open();
      }
    },
  },
  {
    name: "ADS use",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using stack = new AsyncDisposableStack();
        stack.use(await open());
      }
    },
  },
  {
    name: "ADS adopt",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using stack = new AsyncDisposableStack();
        stack.adopt(await open(), close);
      }
    },
  },
  {
    name: "Scope use",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using scope = new Scope("job");
        scope.use(await open());
      }
    },
  },
  {
    name: "Scope adopt",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using scope = new Scope("job");
        scope.adopt("connection", await open(), close);
      }
    },
  },
  {
    name: "withScope acquire",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await withScope("job", async (scope) => {
          await scope.acquire(resource);
        });
      }
    },
  },
  {
    name: "withScope acquire, null observer",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await withScope("job", async (scope) => {
          await scope.acquire(resource);
        }, nullObserver);
      }
    },
  },
  {
    name: "withScope acquire, OpenTelemetry off",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await withScope("job", async (scope) => {
          await scope.acquire(resource);
        }, telemetry);
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

/** Made once, as an Effect program would; one fiber runs it over and over. */
const effect = Effect.scoped(Effect.acquireRelease(
  Effect.promise(open),
  (connection) => Effect.promise(() => close(connection)),
));

/** The shortest life of a scope. */
export const group: Group = {
  title: "one resource in a scope",
  unit: "ns",
  goals: [
    { form: "Scope use", rival: "ADS use", atMost: 0.9 },
    { form: "Scope adopt", rival: "ADS adopt", atMost: 0.9 },
    { form: "withScope acquire", rival: "ADS adopt", atMost: 0.9 },
    { form: "Scope adopt", rival: "Effect.scoped", timesFaster: 5 },
    { form: "withScope acquire", rival: "Effect.scoped", timesFaster: 5 },
    { form: "withScope acquire, null observer", rival: "withScope acquire", atMost: 2 },
    { form: "withScope acquire, OpenTelemetry off", rival: "withScope acquire", atMost: 2.2 },
  ],
  measure: () => interleave(forms, { rounds: 60, sampleMs: 8, resources: 1, closedSoFar }),
};
