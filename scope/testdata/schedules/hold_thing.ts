import { type AcquireOptions, defineResource, type Resource, type ScopeExit } from "../../mod.ts";
import { arrive } from "./arrive.ts";
import { fault } from "./fault.ts";
import { leave } from "./leave.ts";
import type { Arriving, Leaving } from "./manners.ts";
import { expectClosedError } from "./open_place.ts";
import type { Place } from "./place.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

const MOST_THINGS = 40;

/** Acquires a new thing into a scope. */
export function acquire(world: World, place: Place, arriving: Arriving, leaving: Leaving): void {
  const thing = world.addThing(place, leaving, undefined);
  thing.arriving = arriving;
  if (arriving.signal !== "none") thing.controller = world.newController();
  if (arriving.signal === "aborted") abortThing(world, thing);
  const { manner, timeoutMs, failures, maxAttempts } = arriving;
  world.tell?.(
    `${place.name} acquires ${thing.name}` +
      (timeoutMs === undefined ? "" : ` within ${timeoutMs} ms`) +
      (maxAttempts === undefined ? "" : ` in ${maxAttempts} tries, ${failures} fail`) +
      (arriving.whenAsked === "nothing" ? "" : `, retryIf ${arriving.whenAsked}`) + `: ${manner}`,
  );
  const mayStart = place.isOpen && place.aborted === undefined && arriving.signal !== "aborted";
  const { resource, options } = resourceOf(world, thing, arriving);
  world.acquiring.add(thing);
  const acquiring = place.scope.acquire(resource, options);
  const isTried = thing.attempts > 0 || wasBegun(world, thing);
  world.expect(isTried === mayStart, () => `${thing.name} is tried, or is not`);
  // What comes at once is held when the call returns, before its caller hears of it.
  const isThere = manner === "sync" && thing.isMade && place.isOpen;
  if (isThere && place.aborted === undefined) world.know(thing);
  world.listen(acquiring, (value) => {
    world.acquiring.delete(thing);
    world.tell?.(`${thing.name} is there`);
    world.expect(value === thing.value, () => `another value comes for ${thing.name}`);
    world.know(thing);
    checkWanted(world, thing, place);
  }, (error) => refuse(world, thing, place, error));
}

/** Tells an acquisition that its caller does not want it any more. */
export function abortThing(world: World, thing: Thing): void {
  if (thing.controller!.signal.aborted) return;
  world.tell?.(`abort the acquisition of ${thing.name}`);
  thing.abortedAt = world.tick();
  thing.controller!.abort(fault(`${thing.name} is not wanted`, world.tick()));
}

/** Acquires a new thing that is to be there at once. */
export function acquireSync(
  world: World,
  place: Place,
  arriving: Arriving,
  leaving: Leaving,
): void {
  const thing = world.addThing(place, leaving, undefined);
  thing.arriving = { ...arriving, timeoutMs: undefined, maxAttempts: undefined, failures: 0 };
  world.tell?.(`${place.name} acquires ${thing.name} at once: ${arriving.manner}`);
  const { resource } = resourceOf(world, thing, thing.arriving);
  const outcome = world.attempt(() => place.scope.acquireSync(resource));
  if ("error" in outcome) return refuse(world, thing, place, outcome.error);
  const isRight = outcome.value === thing.value || thing.releases > 0;
  world.expect(isRight, () => `another value comes for ${thing.name}`);
  world.know(thing);
}

/** An observer may have stopped an acquisition before its first try. */
export function wasBegun(world: World, { name }: Thing): boolean {
  return world.events.some((event) =>
    event.type === "resource.acquiring" && event.resource === name
  );
}

/** Where the limits stand, in the resource or in the options, is up to its own bits. */
function resourceOf(
  world: World,
  thing: Thing,
  arriving: Arriving,
): { resource: Resource<object>; options: AcquireOptions | undefined } {
  const { timeoutMs, maxAttempts, delayMs, maxDelayMs, releaseTimeoutMs, length } = arriving;
  const pauses = { minDelayMs: delayMs, maxDelayMs, jitter: 0 };
  const limits = {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxAttempts === undefined ? {} : {
      retry: { maxAttempts, ...pauses, ...askedBefore(world, thing, arriving) },
    }),
  };
  const isInResource = length % 3 === 0;
  const definition: Resource<object> = {
    name: thing.name,
    acquire: (context) => arrive(world, thing, context) as object,
    release: (value, exit) => leave(world, thing, value, exit),
    ...(releaseTimeoutMs === undefined ? {} : { releaseTimeoutMs }),
    ...(isInResource ? limits : {}),
  };
  const signal = thing.controller === undefined ? {} : { signal: thing.controller.signal };
  const hasOptions = !isInResource || thing.controller !== undefined;
  return {
    resource: length % 2 === 0 ? defineResource(definition) : definition,
    options: hasOptions ? { ...signal, ...(isInResource ? {} : limits) } : undefined,
  };
}

function askedBefore(world: World, thing: Thing, arriving: Arriving): object {
  const { whenAsked } = arriving;
  if (whenAsked === "nothing") return {};
  return {
    retryIf: () => {
      if (whenAsked.startsWith("closes")) void world.acts.close(thing.home);
      if (whenAsked === "aborts") world.acts.abort(thing.home);
      thing.isGivenUp = whenAsked === "says no" || whenAsked.endsWith("throws");
      if (whenAsked.endsWith("throws")) {
        thing.ownErrors.push(fault(`${thing.name} is not asked for again`, arriving.length));
        throw thing.ownErrors.at(-1);
      }
      return whenAsked !== "says no";
    },
  };
}

/** A caller gets a value only if nothing had told it to stop before the value came to be. */
function checkWanted(world: World, thing: Thing, place: Place): void {
  const { madeAt, madeDueMs, startMs, abortedAt, arriving } = thing;
  const isWanted = madeAt <= abortedAt && madeAt <= (place.aborted?.at ?? Infinity) &&
    madeAt <= place.closingAt && madeDueMs <= startMs + (arriving!.timeoutMs ?? Infinity);
  world.expect(isWanted, () => `${thing.name} is given to a caller who had been told to stop`);
}

/** The caller is told why it gets nothing: it must be true. */
function refuse(world: World, thing: Thing, place: Place, error: unknown): void {
  world.acquiring.delete(thing);
  world.tell?.(`${thing.name} is refused: ${error}`);
  thing.refusal = { reason: error };
  const { name, startMs, ownErrors, controller } = thing;
  const timeoutMs = thing.arriving?.timeoutMs ?? Infinity;
  const isTrue = ownErrors.includes(error) || error === place.aborted?.reason ||
    (controller?.signal.aborted === true && error === controller.signal.reason) ||
    isAbout(error, "TimeoutError", `"${name}" in scope "${place.path}" within ${timeoutMs} ms`) &&
      world.clock.now() >= startMs + timeoutMs ||
    isAbout(error, "TypeError", `Cannot acquire "${name}" in scope "${place.path}" at once`);
  if (!isTrue) expectClosedError(world, place, error);
}

function isAbout(error: unknown, name: string, text: string): boolean {
  return error instanceof Error && error.name === name && error.message.includes(text);
}

/** Hands a new thing over to a scope, in one of three forms. */
export function adopt(world: World, place: Place, leaving: Leaving, form: number): void {
  const forms = [plain, plain, deferred, disposable];
  if (world.things.length < MOST_THINGS) forms[form % forms.length]!(world, place, leaving);
}

/** Hands a value over that a scope holds already: each hold is one of its own. */
export function adoptAgain(world: World, place: Place, leaving: Leaving, value: object): void {
  if (world.things.length < MOST_THINGS) plain(world, place, leaving, value);
}

function plain(world: World, place: Place, leaving: Leaving, value?: object): void {
  const thing = world.addThing(place, leaving, value);
  const release = (value: unknown, exit: ScopeExit) => leave(world, thing, value, exit);
  handOver(world, place, thing, true, () => place.scope.adopt(thing.name, thing.value, release));
}

/** A scope that is not open does not call the function that it refuses. */
function deferred(world: World, place: Place, leaving: Leaving): void {
  const release = (exit: ScopeExit) => leave(world, thing, release, exit);
  const thing = world.addThing(place, leaving, release);
  handOver(world, place, thing, place.isOpen, () => place.scope.defer(thing.name, release));
}

function disposable(world: World, place: Place, leaving: Leaving): void {
  const value: AsyncDisposable = {
    [Symbol.asyncDispose]: () => leave(world, thing, value, undefined) as Promise<void>,
  };
  const thing = world.addThing(place, leaving, value);
  handOver(world, place, thing, true, () => place.scope.use(value, thing.name));
}

function handOver(
  world: World,
  place: Place,
  thing: Thing,
  mustGo: boolean,
  action: () => unknown,
): void {
  world.tell?.(`${place.name} is handed ${thing.name}`);
  const wasOpen = place.isOpen;
  if (mustGo) world.make(thing);
  const outcome = world.attempt(action);
  world.expect("value" in outcome === wasOpen, () => `${place.name} takes ${thing.name}, or not`);
  if ("value" in outcome) return world.know(thing);
  expectClosedError(world, place, outcome.error);
  thing.refusal = { reason: outcome.error };
}
