import { formatScope, type ScopeExit } from "../../mod.ts";
import { fault } from "./fault.ts";
import { expectClosedError } from "./open_place.ts";
import type { ExpectedExit, Place } from "./place.ts";
import type { World } from "./world.ts";

/** Asks for the close of a scope; resolves when the caller has heard how it went. */
export function close(
  world: World,
  place: Place,
  exit?: ScopeExit,
  timeoutMs?: number,
): Promise<void> {
  const isRefused = wouldWaitForCaller(world, place);
  const nowMs = world.clock.now();
  world.tell?.(
    `close ${place.name}` + (exit === undefined ? "" : ` as ${exit.status}`) +
      (timeoutMs === undefined ? "" : ` within ${timeoutMs} ms`) +
      (isRefused ? ", from inside a release that it waits for" : ""),
  );
  if (!isRefused && place.scope.state !== "closed") {
    if (place.isOpen) {
      place.dueMs = nowMs + (timeoutMs ?? place.limits.closeTimeoutMs);
      place.startClose(exit, world.tick(), nowMs);
    } else place.dueMs = Math.min(place.dueMs, nowMs + (timeoutMs ?? Infinity));
  }
  const options = timeoutMs === undefined ? undefined : { timeoutMs };
  const promise = place.scope.close(exit, options);
  if (!isRefused) {
    place.promise ??= promise;
    world.expect(promise === place.promise, () => `${place.name} closes with another promise`);
  }
  const heard = Promise.withResolvers<void>();
  const over = (failure: { readonly error: unknown } | undefined) => {
    if (isRefused) {
      world.misuses++;
      const isMisuse = failure?.error instanceof TypeError;
      world.expect(isMisuse, () => `${place.name} closes from inside a release it waits for`);
    } else noteClosed(world, place, failure);
    heard.resolve();
  };
  world.listen(promise, () => over(undefined), (error) => over({ error }));
  return heard.promise;
}

/** Whether the close would wait for a release whose function is being called. */
function wouldWaitForCaller(world: World, place: Place): boolean {
  if (place.scope.state === "closed") return false;
  return world.releasing.some(({ home }) => {
    if (place.closer !== undefined && home.scope.state === "closing") {
      if (place.closer === home.closer) return true;
    }
    for (let at: Place | undefined = home; at !== undefined; at = at.parent) {
      if (at === place) return true;
    }
    return false;
  });
}

function noteClosed(
  world: World,
  place: Place,
  failure: { readonly error: unknown } | undefined,
): void {
  if (place.closedAt !== Infinity) return;
  place.closedAt = world.tick();
  place.closeFailure = failure;
  world.tell?.(`${place.name} is closed${failure === undefined ? "" : `: ${failure.error}`}`);
  const isOver = (place: Place): boolean =>
    place.scope.state === "closed" && place.children.every(isOver);
  world.expect(isOver(place), () => `the close of ${place.name} resolves before it is closed`);
}

/** Tells a scope, the one nearest above that can be told, to stop. */
export function abort(world: World, place: Place): void {
  if (place.controller === undefined) return abort(world, place.parent!);
  if (place.controller.signal.aborted) return;
  world.tell?.(`abort ${place.name}`);
  const reason = fault(`${place.name} is told to stop`, world.tick());
  // A scope that is closed follows its signal no longer.
  if (place.scope.state !== "closed") place.abort(reason, world.tick());
  place.controller.abort(reason);
}

/** Says how the work went. */
export function mark(world: World, place: Place, isSuccess: boolean): void {
  const wasOpen = place.isOpen;
  if (!isSuccess) {
    const error = fault(`${place.name} fails`, world.tick());
    world.tell?.(`${place.name} fails`);
    place.scope.fail(error);
    const failure: ExpectedExit = { status: "failure", error };
    if (wasOpen && place.mark?.status !== "failure") place.mark = failure;
    return;
  }
  world.tell?.(`${place.name} succeeds`);
  const outcome = world.attempt(() => place.scope.succeed());
  world.expect("value" in outcome === wasOpen, () => `${place.name} succeeds when closed`);
  if ("error" in outcome) return expectClosedError(world, place, outcome.error);
  place.mark ??= { status: "success" };
}

/** Lets the function end that `withScope` runs in a scope. */
export function endBody(world: World, place: Place, how: number): void {
  // Which of two bodies closes the lower scope, where both are over, is not told apart here.
  if (place.endBody === undefined || place.bodyEnd !== undefined || place.isEnding) return;
  const ends = [
    { value: place },
    { error: fault(`the body of ${place.name} fails`, how >> 2) },
    { error: place.aborted?.reason ?? new DOMException("Stop", "AbortError") },
  ];
  const end = ends[how % ends.length]!;
  world.tell?.(`the body of ${place.name} ${"error" in end ? `throws ${end.error}` : "returns"}`);
  place.startBodyEnd(end, world.clock.now());
  place.endBody(end);
}

/** Looks at a scope from outside, which must change nothing, or listens to what it says. */
export function look(world: World, place: Place, what: number): void {
  const { scope } = place;
  if (what % 4 === 0) return void formatScope(scope);
  if (what % 4 === 1) {
    const held = world.things.filter(({ home, isUncertain }) => home === place && !isUncertain);
    const least = held.filter((thing) => thing.isHeld).length;
    const stats = scope.stats();
    world.expect(stats.held >= least, () => `${place.name} holds ${stats.held}, not ${least}`);
    return;
  }
  place.signal = scope.signal;
  if (what % 4 === 2) {
    world.tell?.(`${place.name} is to be closed once it is told to stop`);
    place.signal.addEventListener("abort", () => void close(world, place), { once: true });
  }
  const isOver = place.aborted !== undefined || !place.isOpen;
  world.expect(place.signal.aborted === isOver, () => `the signal of ${place.name} is wrong`);
  if (!isOver) return;
  const { reason } = place.signal;
  const told = [place.aborted?.reason, place.controller?.signal.reason];
  if (!told.includes(reason)) expectClosedError(world, place, reason);
}
