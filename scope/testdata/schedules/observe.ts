import type { ScopeEvent, ScopeObserver } from "../../mod.ts";
import { Fault } from "./fault.ts";
import { pick } from "./schedule.ts";
import type { World } from "./world.ts";

/** Who watches the scopes of a schedule. */
export function observersOf(world: World): ScopeObserver[] {
  const { watched } = world.setting;
  const record: ScopeObserver = (event) => void world.events.push(event);
  if (watched === "observed") return [record];
  if (watched === "observed by one who throws") return [thrower(world), record];
  if (watched === "observed by one who acts") return [record, (event) => meddle(world, event)];
  return [];
}

const FAULT = new Fault("an observer throws");

function thrower(world: World): ScopeObserver {
  return () => {
    world.observerErrors++;
    throw FAULT;
  };
}

/** Upon one event, closes a scope or tells it to stop. */
function meddle(world: World, event: ScopeEvent): void {
  const { meddleAt } = world.setting;
  if (world.events.length !== meddleAt) return;
  // These tell of what is not over for the schedule, which does not know yet who holds what.
  if (event.type === "scope.opened" || event.type === "resource.moved") return;
  world.tell?.(`an observer of ${event.type} acts`);
  const place = pick(world.places, meddleAt >> 1);
  const act = () => meddleAt % 2 === 0 ? world.acts.abort(place) : void world.acts.close(place);
  const thing = "resource" in event
    ? world.things.find(({ name }) => name === event.resource)!
    : undefined;
  // Who hands a thing over learns that it is held a moment later than observers do.
  if (event.type === "resource.acquired" && thing!.arriving === undefined) world.know(thing!);
  if (event.type !== "resource.releasing") return act();
  // What is done here is part of the release that is about to begin.
  world.releasing.push(thing!);
  act();
  world.releasing.pop();
}
