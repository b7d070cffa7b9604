import type { ScopeExit } from "../../mod.ts";
import { abortThing, acquire, acquireSync, adopt, adoptAgain } from "./hold_thing.ts";
import { arrivingOf, leavingOf } from "./manners.ts";
import { openBody, openChild } from "./open_place.ts";
import type { Place } from "./place.ts";
import { pick, type Step, type StepKind } from "./schedule.ts";
import type { Thing } from "./thing.ts";
import { abort, close, endBody, look, mark } from "./touch_place.ts";
import { move, moveAll, release } from "./touch_thing.ts";
import type { World } from "./world.ts";

/** What has to happen before the next step. */
export type Pause =
  | { readonly turns: number }
  | { readonly ms: number; readonly isStall: boolean };

/** Takes one step of a schedule. */
export function takeStep(world: World, step: Step): Pause | undefined {
  return STEPS[step.kind](world, step);
}

/** Lets what happens inside acquisitions and releases do to the world what steps do. */
export function actOn(world: World): void {
  world.acts = {
    close: (place) => close(world, place),
    release: (thing) => isSure(thing) ? release(world, thing, thing.home) : Promise.resolve(),
    move: (thing, target) => isSure(thing) && move(world, thing, thing.home, target),
    adopt: (home, leaving) => adopt(world, home, leaving, leaving.length),
    openChild: (parent) => openChild(world, parent, 0),
    abort: (place) => abort(world, place),
  };
}

/** The caller has the thing and knows where it is. */
function isSure(thing: Thing): boolean {
  return thing.knownAt !== Infinity && !thing.isUncertain;
}

const EXITS: readonly (ScopeExit | undefined)[] = [
  undefined,
  undefined,
  undefined,
  { status: "success" },
  { status: "failure", error: new Error("The work failed") },
  { status: "aborted", error: new Error("The work was told to stop") },
];

type Take = (world: World, step: Step) => Pause | undefined | void;

const STEPS: Readonly<Record<StepKind, (world: World, step: Step) => Pause | undefined>> = {
  turn: (_world, { a }) => ({ turns: 1 + a % 7 }),
  wait: (_world, { a, b }) => ({ ms: pick([0, 30, 10, 60, 90, 200], a), isStall: b % 4 === 3 }),
  child: doing((world, { where, a }) => openChild(world, pickPlace(world, where), a)),
  acquire: doing((world, { where, a, b, c, d }) =>
    acquire(world, pickPlace(world, where), arrivingOf(a, c, d), leavingOf(b, d))
  ),
  acquireSync: doing((world, { where, a, b, c, d }) =>
    acquireSync(world, pickPlace(world, where), arrivingOf(a, c, d), leavingOf(b, d))
  ),
  adopt: doing((world, { where, a, b, d }) =>
    adopt(world, pickPlace(world, where), leavingOf(b, d), a)
  ),
  again: doing((world, { where, a, b, d }) => {
    const thing = pickThing(world, a);
    if (thing === undefined) return;
    const place = d % 2 === 0 ? thing.home : pickPlace(world, where);
    adoptAgain(world, place, leavingOf(b, d), thing.value);
  }),
  close: doing((world, { where, a, b }) => {
    const place = pickVictim(world, where);
    if (place !== undefined) void close(world, place, pick(EXITS, a), pick(TIMEOUTS, b));
  }),
  release: doing((world, { where, a, b, c }) => {
    const thing = pickThing(world, a);
    if (thing === undefined) return;
    const place = b % 8 === 7 ? pickPlace(world, where) : thing.home;
    void release(world, thing, place, pick(EXITS, c));
  }),
  move: doing((world, { where, a, b }) => {
    const thing = pickThing(world, a);
    if (thing === undefined) return;
    const from = b % 8 === 7 ? pick(world.places, b >> 3) : thing.home;
    move(world, thing, from, pickPlace(world, where));
  }),
  moveAll: doing((world, { where, a }) =>
    moveAll(world, pickPlace(world, a), pickPlace(world, where))
  ),
  abort: doing((world, { where, a }) => {
    const told = world.things.filter(({ controller }) => controller !== undefined);
    if (a % 2 === 0 && told.length > 0) return abortThing(world, pick(told, where));
    const place = pickVictim(world, where);
    if (place !== undefined) abort(world, place);
  }),
  mark: doing((world, { where, a }) => mark(world, pickPlace(world, where), a % 2 === 0)),
  body: doing((world, { where, a }) => openBody(world, pickPlace(world, where), a)),
  endBody: doing((world, { where, a }) => {
    const running = world.places.filter(({ endBody, bodyEnd }) => endBody && !bodyEnd);
    if (running.length > 0) endBody(world, pick(running, where), a);
  }),
  look: doing((world, { where, a }) => look(world, pickPlace(world, where), a)),
};

const TIMEOUTS = [undefined, undefined, undefined, 40, 120, 500, 0];

function doing(take: Take): (world: World, step: Step) => undefined {
  return (world, step) => void take(world, step);
}

/** A scope; mostly one that takes something, as one that is closed or aborted refuses nearly all. */
function pickPlace(world: World, byte: number): Place {
  const open = world.places.filter((place) => place.isOpen && place.aborted === undefined);
  return byte < 32 || open.length === 0 ? pick(world.places, byte) : pick(open, byte);
}

/** A scope to be brought to its end; mostly one below others, as little happens without a root. */
function pickVictim(world: World, byte: number): Place | undefined {
  if (byte < 48) return pick(world.places, byte);
  const below = world.places.filter((place) => place.isOpen && place.parent !== undefined);
  return below.length === 0 ? undefined : pick(below, byte);
}

/** A thing whose caller has it. */
function pickThing(world: World, byte: number): Thing | undefined {
  const known = world.things.filter(isSure);
  return known.length === 0 ? undefined : pick(known, byte);
}
