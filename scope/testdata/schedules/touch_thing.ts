import type { ScopeExit } from "../../mod.ts";
import { expectClosedError } from "./open_place.ts";
import type { Place } from "./place.ts";
import { isOlder, type Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** Holds of a value in a scope, present and past, as far as they are known, the oldest first. */
function holdsOf(world: World, value: object, place: Place): Thing[] {
  return world.things.filter((thing) =>
    thing.value === value && thing.home === place && thing.knownAt !== Infinity
  ).sort((a, b) => isOlder(a.era!, b.era!) ? -1 : isOlder(b.era!, a.era!) ? 1 : 0);
}

/** Asks a scope for a release before its turn; resolves when the caller has heard how it went. */
export function release(
  world: World,
  { name, value }: Thing,
  place: Place,
  exit?: ScopeExit,
): Promise<void> {
  world.tell?.(`${place.name} is to release ${name}`);
  const holds = holdsOf(world, value, place);
  const waiting = holds.filter((thing) => world.awaitsTurn(thing));
  const isInside = world.releasing.some((thing) => thing.value === value && thing.home === place);
  const promise = place.scope.release(value, exit);
  const early = waiting.findLast((thing) => thing.begunAt !== Infinity);
  if (early !== undefined) {
    early.isEarly = true;
    early.earlyExit = exit;
    world.expect(early === waiting.at(-1), () => `${early.name} is not the newest hold`);
  }
  // The one release that the answer is about, where there is no doubt.
  const one = early ?? (holds.length === 1 && holds[0]!.isGoing ? holds[0] : undefined);
  const heard = Promise.withResolvers<void>();
  const isOver = () => holds.some((thing) => thing.settledAt !== Infinity || thing.timeout);
  world.listen(promise, (wasHeld) => {
    const isTrue = wasHeld ? isOver() && one?.failure === undefined : waiting.length === 0;
    world.expect(isTrue, () => `${place.name} says ${wasHeld} when it is to release ${name}`);
    heard.resolve();
  }, (error) => {
    const isTrue = holds.some(({ failure, timeout }) =>
      error === timeout || (failure !== undefined && failure.error === error)
    ) || (isInside && error instanceof TypeError);
    world.expect(isTrue, () =>
      `${place.name} says ${error} when it is to release ${name}`);
    heard.resolve();
  });
  return heard.promise;
}

/** Hands one thing over from a scope to another. */
export function move(world: World, { name, value }: Thing, from: Place, to: Place): void {
  world.tell?.(`${from.name} hands ${name} over to ${to.name}`);
  const holds = holdsOf(world, value, from);
  const newest = holds.filter((thing) => world.awaitsTurn(thing)).at(-1);
  const isSure = newest !== undefined && newest === holds.at(-1) &&
    !world.things.some((thing) => thing.value === value && thing.isMade && !thing.era);
  const wasOpen = to.isOpen;
  const outcome = world.attempt(() => from.scope.move(value, to.scope));
  if ("error" in outcome) {
    world.expect(!wasOpen && newest !== undefined, () => `${name} must not stay in ${from.name}`);
    return expectClosedError(world, to, outcome.error);
  }
  const isTrue = outcome.value ? newest !== undefined && wasOpen : !isSure;
  world.expect(isTrue, () => `${from.name} says ${outcome.value} of handing ${name} over`);
  if (!outcome.value || newest === undefined) return;
  const at = world.tick();
  newest.home = to;
  newest.era = { from: at, to: at };
  world.moves++;
}

/** Hands everything over from a scope to another. */
export function moveAll(world: World, from: Place, to: Place): void {
  world.tell?.(`${from.name} hands everything over to ${to.name}`);
  const mayMove = from.isOpen && to.isOpen;
  const outcome = world.attempt(() => from.scope.moveAll(to.scope));
  world.expect("value" in outcome === mayMove, () => `${from.name} hands over, or does not`);
  if ("error" in outcome) {
    return expectClosedError(world, from.isOpen ? to : from, outcome.error);
  }
  const here = from === to
    ? []
    : world.things.filter(({ home, isUncertain }) => home === from && !isUncertain);
  const held = here.filter((thing) => world.awaitsTurn(thing));
  // They may have come, and their callers not have heard of it yet; or they were moved like that.
  const unknown = world.things.filter((thing) =>
    thing.isUncertain
      ? thing.begunAt === Infinity
      : here.includes(thing) && world.acquiring.has(thing) && thing.isMade
  );
  const count = outcome.value;
  const isTrue = count >= held.length && count <= held.length + unknown.length;
  world.expect(isTrue, () => `${from.name} hands ${count} over, not ${held.length}`);
  const at = world.tick();
  for (const thing of held) {
    thing.home = to;
    thing.era = { from: at, to: at, before: thing.era! };
  }
  if (count > held.length) { for (const thing of unknown) thing.isUncertain = true; }
  world.moves += count;
}
