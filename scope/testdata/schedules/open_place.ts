import { type ChildScopeOptions, Scope, type ScopeOptions, withScope } from "../../mod.ts";
import { observersOf } from "./observe.ts";
import { type BodyEnd, CLOSED, Place, type PlaceLimits } from "./place.ts";
import { pick } from "./schedule.ts";
import type { World } from "./world.ts";

const MOST_PLACES = 9;

/** Opens a scope without a parent. */
export function openRoot(world: World): Place {
  const { releaseTimeoutMs, closeTimeoutMs } = world.setting;
  const controller = world.newController();
  const name = world.nameScope();
  const scope = new Scope(name, {
    clock: world.clock,
    releaseTimeoutMs,
    closeTimeoutMs,
    trace: world.setting.watched === "traced",
    observers: observersOf(world),
    signal: controller.signal,
  });
  world.tell?.(
    `open ${name}: release within ${releaseTimeoutMs} ms, close within ${closeTimeoutMs} ms, ` +
      world.setting.watched,
  );
  return addPlace(world, name, scope, undefined, { releaseTimeoutMs, closeTimeoutMs }, controller);
}

function addPlace(
  world: World,
  name: string,
  scope: Scope,
  parent: Place | undefined,
  limits: PlaceLimits,
  controller: AbortController | undefined,
): Place {
  const place = new Place(name, scope, parent, limits);
  place.controller = controller;
  world.places.push(place);
  return place;
}

/** What a byte says about a scope inside another one. */
function childOptions(world: World, byte: number): ChildScopeOptions {
  const releaseTimeoutMs = pick([undefined, undefined, 20, Infinity], byte);
  const closeTimeoutMs = pick([undefined, undefined, 40, Infinity], byte >> 2);
  return {
    ...(releaseTimeoutMs === undefined ? {} : { releaseTimeoutMs }),
    ...(closeTimeoutMs === undefined ? {} : { closeTimeoutMs }),
    ...((byte & 0x30) === 0x30 ? { clock: world.clock.ahead(1_000 * (byte >> 6)) } : {}),
  };
}

function inWords({ releaseTimeoutMs, closeTimeoutMs, clock }: ChildScopeOptions): string {
  return (releaseTimeoutMs === undefined ? "" : `, release within ${releaseTimeoutMs} ms`) +
    (closeTimeoutMs === undefined ? "" : `, close within ${closeTimeoutMs} ms`) +
    (clock === undefined ? "" : `, clock at ${clock.now()} ms`);
}

/** Opens a scope inside another one. */
export function openChild(world: World, parent: Place, byte: number): void {
  if (world.scopes === MOST_PLACES) return;
  const name = world.nameScope();
  const controller = (byte & 1) === 1 ? world.newController() : undefined;
  const options = childOptions(world, byte);
  world.tell?.(`open ${name} in ${parent.name}${inWords(options)}`);
  const wasOpen = parent.isOpen;
  const opened = world.attempt(() =>
    parent.scope.child(
      name,
      controller === undefined ? options : { ...options, signal: controller.signal },
    )
  );
  world.expect("value" in opened === wasOpen, () => `${parent.name} opens a child when closed`);
  if ("error" in opened) return expectClosedError(world, parent, opened.error);
  addPlace(world, name, opened.value, parent, { ...parent.limits, ...options }, controller);
}

/** Only a scope that has begun to close refuses, and it says so. */
export function expectClosedError(world: World, place: Place, error: unknown): void {
  const isTrue = (error as Error).name === "ScopeClosedError" && !place.isOpen &&
    (error as { path?: string }).path === place.path;
  world.expect(isTrue, () => `${place.name} refuses with ${error}`);
}

/** Runs a function in a scope of its own; it ends when a step says so. */
export function openBody(world: World, parent: Place, byte: number): void {
  if (world.scopes === MOST_PLACES) return;
  const name = world.nameScope();
  const body = Promise.withResolvers<unknown>();
  const controller = (byte & 1) === 1 ? world.newController() : undefined;
  const options = childOptions(world, byte);
  const all: ScopeOptions = {
    ...options,
    parent: parent.scope,
    ...(controller === undefined ? {} : { signal: controller.signal }),
  };
  world.tell?.(`open ${name} for a body in ${parent.name}${inWords(options)}`);
  const wasOpen = parent.isOpen;
  let place: Place | undefined;
  const work = withScope(name, (scope) => {
    place = addPlace(world, name, scope, parent, { ...parent.limits, ...options }, controller);
    place.endBody = (end) => "error" in end ? body.reject(end.error) : body.resolve(end.value);
    return body.promise;
  }, all);
  const mayRun = wasOpen && parent.aborted === undefined;
  world.expect((place !== undefined) === mayRun, () => `${name} runs its body, or does not`);
  if (place === undefined && wasOpen) parent.unseen++;
  world.listen(
    work,
    (value) => checkBody(world, name, place, { value }),
    (error) => {
      if (place !== undefined) return checkBody(world, name, place, { error });
      if (!wasOpen) return expectClosedError(world, parent, error);
      const isTrue = error === parent.aborted!.reason;
      world.expect(isTrue, () => `${name} says ${error} and not why it was aborted`);
    },
  );
}

/** What `withScope` says agrees with what the body said and what closing the scope came to. */
function checkBody(world: World, name: string, place: Place | undefined, told: BodyEnd): void {
  const end = place?.bodyEnd;
  if (place === undefined || end === undefined) {
    return world.expect(false, () => `${name} ends before its body`);
  }
  world.expect(place.scope.state === "closed", () => `${name} is not closed when its work is done`);
  // Whatever the close came to is known when somebody asks for it now.
  world.listen(place.scope.close(), () => judge(undefined), (error) => judge({ error }));

  function judge(close: { readonly error: unknown } | undefined): void {
    world.expect(isRight(close), () => `${name} ends otherwise than its body and its close`);
  }
  function isRight(close: { readonly error: unknown } | undefined): boolean {
    const aborted = place!.exits.filter(({ status }) => status === "aborted");
    if ("value" in told) {
      const isWhole = close === undefined && aborted.length < place!.exits.length;
      return isWhole && "value" in end! && told.value === end.value;
    }
    if ("error" in end!) {
      if (close === undefined) return told.error === end.error;
      const { cause, errors } = told.error as AggregateError;
      return cause === end.error && (told.error === close.error || errors[0] === close.error);
    }
    if (close !== undefined) return told.error === close.error;
    const isClosed = (told.error as Error).name === "ScopeClosedError";
    return aborted.some(({ error }) => error === (isClosed ? CLOSED : told.error));
  }
}
