import { ReleaseError } from "../../../mod.ts";
import type { Place } from "../place.ts";
import type { Thing } from "../thing.ts";
import type { World } from "../world.ts";

/** No error of a release is lost, and each close is told of exactly those that are its own. */
export function checkErrors(world: World): void {
  const failed = world.begun.filter(({ failure }) => failure !== undefined);
  const byError = new Map(failed.map((thing) => [thing.failure!.error, thing]));
  for (const thing of failed) {
    // What fails after it was given up, or where nobody is left, is for observers alone.
    const mustBeHeard = thing.timeout === undefined &&
      (!thing.isLate || thing.settledAt < thing.home.aliveAt);
    const isHeard = world.heard.has(thing.failure!.error);
    world.expect(isHeard || !mustBeHeard, () => `nobody is told why ${thing.name} does not go`);
  }
  for (const place of world.places) checkCloseError(world, place, byError);
}

function checkCloseError(world: World, place: Place, byError: Map<unknown, Thing>): void {
  const expected = new Set(world.begun.filter((thing) => isFailureOf(place, thing)));
  const { closeFailure } = place;
  const told = closeFailure === undefined ? [] : toldBy(world, place, closeFailure.error);
  const seen: Thing[] = [];
  for (const error of told) {
    const thing = world.timedOut(error) ?? byError.get(error);
    if (thing === undefined) {
      return world.expect(false, () => `${place.name} tells of an error that is no release's`);
    }
    world.expect(!seen.includes(thing), () => `${place.name} tells of ${thing.name} twice`);
    seen.push(thing);
    const isOwn = expected.delete(thing) || isAllowed(place, thing, error);
    world.expect(isOwn, () => `${place.name} tells of ${thing.name}, which is not its own`);
  }
  const [lost] = expected;
  world.expect(lost === undefined, () => `${place.name} does not tell of ${lost!.name}`);
  const inTurn = seen.filter((thing) => thing.wentInTurn).map(({ begunAt }) => begunAt);
  const isSorted = inTurn.every((at, index) => index === 0 || inTurn[index - 1]! < at);
  world.expect(isSorted, () => `${place.name} tells of its failures in another order`);
}

/** Went wrong in the close of a scope, which must say so. */
function isFailureOf(place: Place, thing: Thing): boolean {
  return thing.wentInTurn && isClosedWith(place, thing) &&
    (thing.failure !== undefined || thing.settledAt === Infinity);
}

/** What settled after it was given up, what came late, and what is not known to be here. */
function isAllowed(place: Place, thing: Thing, error: unknown): boolean {
  if (thing.isUncertain) return true;
  if (!isClosedWith(place, thing)) return false;
  return thing.isLate || (thing.wentInTurn && error === thing.timeout);
}

/** Whether the close of a scope went through the scope of a thing. */
function isClosedWith(place: Place, { home }: Thing): boolean {
  for (let at: Place | undefined = home; at !== undefined; at = at.parent) {
    if (at === place) return home.closer === place.closer;
  }
  return false;
}

/** The errors of a close, each with the name of what failed. */
function toldBy(world: World, place: Place, error: unknown): readonly unknown[] {
  const exits = place.exits.filter(({ status }) => status === "failure" || status === "aborted");
  const isOwn = error instanceof ReleaseError && error.path === place.path;
  if (!isOwn) {
    const mayBeAlone = exits.length < place.exits.length;
    world.expect(mayBeAlone, () => `${place.name} does not tell why its work failed`);
    return [error];
  }
  const { errors, resources, cause } = error;
  const hasCause = "cause" in error;
  const isCause = exits.some((exit) =>
    exit.error === cause || (cause as Error | undefined)?.name === "ScopeClosedError"
  );
  const isWhole = hasCause ? isCause : exits.length < place.exits.length && errors.length > 1;
  world.expect(isWhole, () => `${place.name} names another cause than the failure of its work`);
  world.expect(resources.length === errors.length, () => `${place.name} names too few resources`);
  for (const [index, resource] of resources.entries()) {
    const thing = world.things.find(({ name }) => resource.endsWith(`/${name}`));
    const isNamed = thing !== undefined &&
      (thing.isUncertain || resource === `${thing.home.path}/${thing.name}`) &&
      (errors[index] === thing.failure?.error || errors[index] === thing.timeout);
    world.expect(isNamed, () => `${place.name} names ${resource} and means another`);
  }
  return errors;
}
