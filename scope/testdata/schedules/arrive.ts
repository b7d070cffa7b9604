import type { AcquireContext } from "../../mod.ts";
import { fault } from "./fault.ts";
import { type ArrivalManner, type Arriving, slownessMs } from "./manners.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** Is called to acquire a thing: it comes, or does not, in the manner the schedule says. */
export function arrive(world: World, thing: Thing, context: AcquireContext): unknown {
  const arriving = thing.arriving!;
  const attempt = ++thing.attempts;
  world.tell?.(`try ${attempt} to acquire ${thing.name}`);
  checkTry(world, thing, context.attempt);
  thing.isTried = true;
  const fail = (): unknown => {
    const error = fault(`${thing.name} does not come`, arriving.length);
    thing.ownErrors.push(error);
    thing.isTried = false;
    const pauseMs = arriving.delayMs * 2 ** (attempt - 1);
    thing.retryMs = world.clock.now() + Math.min(pauseMs, arriving.maxDelayMs);
    return error;
  };
  if (attempt <= arriving.failures) {
    if (arriving.length % 2 === 0) throw fail();
    return Promise.reject(fail());
  }
  if (arriving.length % 2 === 0) thing.signal = context.signal;
  return ARRIVALS[arriving.manner]({ world, thing, arriving, context, fail });
}

function checkTry(world: World, thing: Thing, told: number): void {
  const { name, attempts, arriving, home } = thing;
  const most = arriving!.maxAttempts ?? 1;
  world.expect(told === attempts, () => `try ${attempts} of ${name} is called ${told}`);
  world.expect(attempts <= most, () => `${name} is tried ${attempts} times of ${most}`);
  const isWanted = home.isOpen && home.aborted === undefined && thing.abortedAt === Infinity &&
    thing.refusal === undefined && !thing.isGivenUp;
  world.expect(isWanted, () => `${name} is tried though nobody wants it any more`);
  if (attempts === 1) return;
  world.expect(
    thing.retryMs === world.clock.dueMs,
    () => `${name} is tried again at ${world.clock.dueMs} ms: ${thing.retryMs} is due`,
  );
}

interface Scene {
  readonly world: World;
  readonly thing: Thing;
  readonly arriving: Arriving;
  readonly context: AcquireContext;
  fail(): unknown;
}

const ARRIVALS: Readonly<Record<ArrivalManner, (scene: Scene) => unknown>> = {
  "sync": ({ world, thing }) => world.make(thing),
  "promise": ({ world, thing }) => Promise.resolve(world.make(thing)),
  "turns": async ({ world, thing, arriving }) => {
    for (let turn = 0; turn < arriving.length; turn++) await undefined;
    return world.make(thing);
  },
  "slow": ({ world, thing, arriving, context }) =>
    new Promise((resolve) => {
      world.clock.setOwnTimer(() => {
        if (arriving.length % 4 === 1) thing.signal = context.signal;
        resolve(world.make(thing));
      }, slownessMs(arriving.length));
    }),
  "thenable": ({ world, thing }) => ({
    then: (resolve: (value: object) => void) => resolve(world.make(thing)),
  }),
  "obeys": ({ world, thing, arriving, context }) =>
    new Promise((resolve, reject) => {
      const { signal } = context;
      const stop = () => {
        thing.isTried = false;
        timer.cancel();
        reject(signal.reason);
      };
      const timer = world.clock.setOwnTimer(() => {
        signal.removeEventListener("abort", stop);
        resolve(world.make(thing));
      }, slownessMs(arriving.length));
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    }),
  "throws": ({ fail }) => {
    throw fail();
  },
  "rejects": ({ fail }) => Promise.reject(fail()),
  "rejects slowly": ({ world, arriving, fail }) =>
    new Promise((_resolve, reject) => {
      world.clock.setOwnTimer(() => reject(fail()), slownessMs(arriving.length));
    }),
  "hangs": () => new Promise(() => {}),
  "closes its scope": ({ world, thing }) => {
    void world.acts.close(thing.home);
    return world.make(thing);
  },
};
