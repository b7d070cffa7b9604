import type { ScopeExit } from "../../mod.ts";
import { fault } from "./fault.ts";
import { type LeaveManner, leavingOf, slownessMs } from "./manners.ts";
import type { Place } from "./place.ts";
import { pick } from "./schedule.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** Is called to release a thing: it goes, or does not, in the manner the schedule says. */
export function leave(
  world: World,
  thing: Thing,
  value: unknown,
  exit: ScopeExit | undefined,
): unknown {
  world.begin(thing, value, exit);
  const { length, target } = thing.leaving;
  // What is not known to be here should not act as if it were.
  const manner = thing.isUncertain ? "promise" : thing.leaving.manner;
  const scene: Scene = {
    world,
    thing,
    length,
    place: pick(world.places, target),
    other: pick(world.things, target),
    over: () => void world.settle(thing),
    fail: () => {
      const error = fault(`${thing.name} does not go`, length);
      world.settle(thing, { error });
      return error;
    },
  };
  world.releasing.push(thing);
  try {
    return LEAVES[manner](scene);
  } finally {
    world.releasing.pop();
  }
}

interface Scene {
  readonly world: World;
  readonly thing: Thing;
  readonly length: number;
  readonly place: Place;
  readonly other: Thing;
  over(): undefined;
  fail(): unknown;
}

/** Does something at once, and is over. */
function doing(act: (scene: Scene) => void): (scene: Scene) => void {
  return (scene) => {
    act(scene);
    scene.over();
  };
}

/** Waits for something, and is over. */
function waitingFor(act: (scene: Scene) => Promise<void>): (scene: Scene) => Promise<void> {
  return async (scene) => {
    await act(scene);
    scene.over();
  };
}

const LEAVES: Readonly<Record<LeaveManner, (scene: Scene) => unknown>> = {
  "sync": doing(() => {}),
  "promise": ({ over }) => Promise.resolve(over()),
  "turns": waitingFor(async ({ length }) => {
    for (let turn = 0; turn < length; turn++) await undefined;
  }),
  "slow": ({ world, length, over }) =>
    new Promise<void>((resolve) => {
      world.clock.setOwnTimer(() => resolve(over()), slownessMs(length));
    }),
  "throws": ({ fail }) => {
    throw fail();
  },
  "rejects": ({ fail }) => Promise.reject(fail()),
  "rejects slowly": ({ world, length, fail }) =>
    new Promise((_resolve, reject) => {
      world.clock.setOwnTimer(() => reject(fail()), slownessMs(length));
    }),
  "hangs": () => new Promise(() => {}),
  "thenable": ({ over }) => ({ then: (resolve: (value: undefined) => void) => resolve(over()) }),
  "thenable rejects": ({ fail }) => ({
    then: (_resolve: unknown, reject: (error: unknown) => void) => reject(fail()),
  }),
  "closes": waitingFor(({ world, place }) => world.acts.close(place)),
  "closes after a turn": waitingFor(async ({ world, place }) => {
    await undefined;
    await world.acts.close(place);
  }),
  "closes and goes on": doing(({ world, place }) => void world.acts.close(place)),
  "adopts": doing(({ world, thing, length }) => world.acts.adopt(thing.home, leavingOf(length, 0))),
  "opens a child": doing(({ world, thing }) => world.acts.openChild(thing.home)),
  "releases another": waitingFor(({ world, other }) => world.acts.release(other)),
  "moves another": doing(({ world, other, place }) => world.acts.move(other, place)),
  "aborts": doing(({ world, place }) => world.acts.abort(place)),
};
