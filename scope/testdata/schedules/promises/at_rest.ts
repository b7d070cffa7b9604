import type { Place } from "../place.ts";
import type { Thing } from "../thing.ts";
import type { World } from "../world.ts";

/**
 * What must hold whenever every promise has settled that can and no timer is due: a close is over by
 * its deadline, and a caller who was told to stop has been told why and waits no longer.
 */
export function checkAtRest(world: World): void {
  const nowMs = world.clock.now();
  for (const place of world.places) {
    const isInTime = nowMs < place.dueMs || place.scope.state === "closed" || isBehind(place);
    world.expect(isInTime, () => `${place.name} is not closed by ${place.dueMs} ms`);
  }
  checkLeftovers(world);
  for (const thing of world.acquiring) {
    world.expect(!mustStop(thing, nowMs), () => `the caller who acquires ${thing.name} waits on`);
  }
  for (const { name, refusal, signal, ownErrors } of world.things) {
    if (refusal === undefined || signal === undefined) continue;
    if (ownErrors.includes(refusal.reason)) continue;
    const isTold = signal.aborted && signal.reason === refusal.reason;
    world.expect(isTold, () => `${name} is not wanted and its signal has not aborted with why`);
  }
}

/** Nothing waits for what is over. */
function checkLeftovers(world: World): void {
  const { places, things, clock } = world;
  for (const place of places) {
    if (place.scope.state !== "closing") continue;
    const { acquiring } = place.scope.stats();
    const most = things.filter((thing) => thing.home === place && isOnItsWay(world, thing)).length;
    world.expect(
      acquiring <= most,
      () => `${place.name} waits for ${acquiring} values, not ${most}`,
    );
  }
  const isOver = places.every(({ scope }) => scope.state === "closed") &&
    !things.some((thing) => thing.isGoing && thing.refusal !== undefined);
  world.expect(!isOver || clock.pending === 0, () => `${clock.pending} timers outlive the scopes`);
}

/** Its caller waits for it, or the scope does. */
function isOnItsWay(world: World, thing: Thing): boolean {
  return world.acquiring.has(thing) || thing.isTried ||
    (thing.isGoing && thing.refusal !== undefined);
}

/** A scope that a parent closes has its turn after those that were opened later. */
function isBehind(place: Place): boolean {
  if (place === place.closer) return false;
  const { children } = place.parent!;
  const later = children.slice(children.indexOf(place) + 1);
  return later.some(({ scope }) => scope.state !== "closed") || isBehind(place.parent!);
}

function mustStop({ home, abortedAt, startMs, arriving }: Thing, nowMs: number): boolean {
  return abortedAt !== Infinity || home.aborted !== undefined || !home.isOpen ||
    nowMs >= startMs + (arriving!.timeoutMs ?? Infinity);
}
