import { CLOSED, type ExpectedExit, type Place } from "../place.ts";
import { isOlder, type Thing } from "../thing.ts";
import type { World } from "../world.ts";

/** What must hold of the releases when all is over. */
export function checkReleases(world: World): void {
  for (const thing of world.things) {
    const isRight = thing.releases === (thing.isMade ? 1 : 0);
    world.expect(isRight, () => `${thing.name} is released ${thing.releases} times`);
    if (thing.begunAt !== Infinity && !thing.isUncertain) checkExit(world, thing);
  }
  const inTurn = world.begun.filter((thing) => thing.wentInTurn);
  for (const thing of inTurn) checkTurn(world, thing);
  checkOrder(world, inTurn);
  checkOneAtATime(world, inTurn);
  checkLimits(world);
  checkLateArrivals(world);
}

/** The close of a scope releases what the scope holds, while it closes, after its children. */
function checkTurn(world: World, thing: Thing): void {
  const { name, home, stateThen, begunAt } = thing;
  world.expect(
    stateThen === "closing" && begunAt < home.closedAt,
    () => `${name} is released while ${home.name} is ${stateThen}`,
  );
  world.expect(!thing.hadChildren, () => `${name} goes before a child of ${home.name}`);
}

/** The newest first, in every scope and among the scopes in a scope. */
function checkOrder(world: World, inTurn: readonly Thing[]): void {
  for (let later = 1; later < inTurn.length; later++) {
    const second = inTurn[later]!;
    for (let sooner = 0; sooner < later; sooner++) {
      const first = inTurn[sooner]!;
      const isWrong = first.home === second.home
        ? isOlder(first.era!, second.era!)
        : first.home.closer === second.home.closer && isOpenedBefore(first.home, second.home);
      world.expect(!isWrong, () => `${first.name} goes before ${second.name}, which came later`);
    }
  }
}

/** Of two scopes, none in the other, whether the first is in an older branch. */
function isOpenedBefore(first: Place, second: Place): boolean {
  const [one, other] = [first.branch, second.branch];
  const fork = one.findIndex((place, depth) => place !== other[depth]);
  if (fork <= 0 || fork >= other.length) return false;
  const { children } = one[fork - 1]!;
  return children.indexOf(one[fork]!) < children.indexOf(other[fork]!);
}

/** A close goes on to the next release when the one before is over or was given up. */
function checkOneAtATime(world: World, inTurn: readonly Thing[]): void {
  const last = new Map<unknown, Thing>();
  for (const thing of inTurn) {
    const { closer } = thing.home;
    checkOver(world, last.get(closer), thing.begunAt, () => `${thing.name} goes`);
    last.set(closer, thing);
  }
  const early = world.begun.filter((thing) => thing.isEarly);
  for (const thing of early) {
    for (const { name, home, era, begunAt } of inTurn) {
      if (home !== thing.home || begunAt < thing.begunAt || !isOlder(era!, thing.era!)) continue;
      checkOver(world, thing, begunAt, () => `${name} goes`);
    }
  }
  for (const thing of [...inTurn, ...early]) {
    const { home } = thing;
    checkOver(world, thing, home.closedAt, () => `the close of ${home.name} ends`);
  }
}

function checkOver(world: World, thing: Thing | undefined, by: number, what: () => string): void {
  if (thing === undefined || thing.settledAt < by || thing.timeout !== undefined) return;
  world.expect(false, () => `${what()} while ${thing.name} is still going`);
}

/** A release is given up when its time is over, and not before. */
function checkLimits(world: World): void {
  for (const thing of world.begun) {
    const { name, home, begunMs, settledMs, settledDueMs, timeout } = thing;
    if (thing.isUncertain) continue;
    const limitMs = thing.arriving?.releaseTimeoutMs ?? home.limits.releaseTimeoutMs;
    if (timeout === undefined) {
      // Nobody is told of what comes to a scope that is closed.
      const mustBeTold = !thing.isLate || home.closedMs > begunMs + limitMs;
      const isInTime = settledMs !== Infinity && settledDueMs <= begunMs + limitMs;
      world.expect(isInTime || !mustBeTold, () => `${name} is not given up after ${limitMs} ms`);
      continue;
    }
    const isByItself = timeout.message.includes(`did not settle within ${limitMs} ms`);
    const isByClose = timeout.message.includes("as the time to close was over");
    world.expect(isByItself || isByClose, () => `${name} is given up for another reason`);
    const isTrue = isByItself ? settledMs >= begunMs + limitMs : thing.toldMs >= home.deadlineMs;
    world.expect(isTrue, () => `${name} is given up before its time is over`);
  }
}

/** A close waits for values that are on their way, as long as it would for a release. */
function checkLateArrivals(world: World): void {
  for (const thing of world.begun) {
    const { name, arriving, home, isLate, stateThen, madeMs } = thing;
    if (!isLate || stateThen === "open") continue;
    const limitMs = home.closingMs === Infinity
      ? -Infinity
      : Math.min(home.closingMs + home.limits.releaseTimeoutMs, home.deadlineMs);
    const isInTime = arriving === undefined ? stateThen === "closing" : madeMs < limitMs;
    if (!isInTime) continue;
    const isAwaited = stateThen === "closing";
    world.expect(isAwaited, () => `${name} comes and ${home.name} has not waited for it`);
    checkOver(world, thing, home.closedAt, () => `the close of ${home.name} ends`);
  }
}

/** A release is told how the work ended. */
function checkExit(world: World, thing: Thing): void {
  const { exit, home } = thing;
  if (exit === undefined) return;
  const wrong = () => `${thing.name} is told that the work ended as ${exit.status}`;
  if (thing.isLate) {
    const isTrue = exit.status === "aborted" && isReason(exit.error, thing.refusal!.reason);
    return world.expect(isTrue, wrong);
  }
  const { earlyExit } = thing;
  if (thing.isEarly && earlyExit === undefined) return;
  const expected: readonly ExpectedExit[] = thing.isEarly ? [earlyExit!] : home.exits;
  const isRight = expected.some((one) => {
    if (one.status !== exit.status) return false;
    const told = "error" in exit ? exit.error : undefined;
    if (one.error === CLOSED) return (told as Error).name === "ScopeClosedError";
    return told === one.error;
  });
  world.expect(isRight, wrong);
}

/** The refusal of a live value is made anew when its release has thrown. */
function isReason(told: unknown, reason: unknown): boolean {
  return told === reason ||
    ((reason as Error).name === "ScopeClosedError" && (told as Error).name === "ScopeClosedError");
}
