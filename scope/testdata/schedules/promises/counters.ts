import type { ScopeStats } from "../../../mod.ts";
import { wasBegun } from "../hold_thing.ts";
import type { World } from "../world.ts";

/** When all is over nothing is held, no timer runs, and the counters add up. */
export function checkCounters(world: World): void {
  const { things, places, begun } = world;
  world.expect(world.waiting === 0, () => `${world.waiting} callers wait for ever`);
  world.expect(world.listeners === 0, () => `${world.listeners} listeners stay on signals`);
  const stats = places.map(({ scope }) => scope.stats());
  for (const [index, place] of places.entries()) {
    const { state, children, childrenClosed, held, acquiring } = stats[index]!;
    const isOver = state === "closed" && children === 0 && held === 0 && acquiring === 0;
    world.expect(isOver, () => `${place.name} is not empty when all is over`);
    const all = place.children.length + place.unseen;
    world.expect(childrenClosed === all, () => `${place.name} forgets a child`);
  }
  const went = begun.filter((thing) => thing.settledAt !== Infinity && !thing.failure);
  const givenUp = begun.filter(({ timeout }) => timeout !== undefined);
  // Whether late ones were given up when nobody was left to be told cannot be seen from here.
  const unseen = begun.filter(({ isLate, timeout }) => isLate && timeout === undefined);
  const expected: Partial<Record<keyof ScopeStats, readonly [number, number?]>> = {
    acquired: [things.filter(({ era }) => era !== undefined).length + world.moves],
    acquireFailed: [
      things.filter((thing) => thing.refusal && (thing.attempts > 0 || wasBegun(world, thing)))
        .length,
    ],
    moved: [world.moves],
    released: [went.length],
    releaseFailed: [begun.filter(({ failure }) => failure !== undefined).length],
    abandoned: [givenUp.length, givenUp.length + unseen.length],
    lateReleased: [went.filter(({ isLate, timeout }) => isLate || timeout !== undefined).length],
    observerErrors: places.some(({ unseen }) => unseen > 0)
      ? [0, world.observerErrors]
      : [world.observerErrors],
  };
  for (const [key, [least, most = least]] of Object.entries(expected)) {
    const sum = stats.reduce((sum, one) => sum + (one[key as keyof ScopeStats] as number), 0);
    const isRight = sum >= least && sum <= most;
    world.expect(isRight, () => `the scopes count ${sum} as ${key}, not ${least}`);
  }
}
