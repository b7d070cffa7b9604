import type { ScopeEvent } from "../../../mod.ts";
import type { World } from "../world.ts";

type ResourceEvent = Extract<ScopeEvent, { readonly resourceId: number }>;
type Life =
  | "none"
  | "acquiring"
  | "held"
  | "refused"
  | "going"
  | "going late"
  | "given up"
  | "gone";

/** What may happen to a resource next, and what it is then. */
const LIVES: Readonly<Record<Life, Partial<Record<ResourceEvent["type"], Life>>>> = {
  "none": {
    "resource.acquiring": "acquiring",
    "resource.acquired": "held",
    "resource.releasing": "going late",
  },
  "acquiring": {
    "resource.retrying": "acquiring",
    "resource.acquired": "held",
    "resource.acquire_failed": "refused",
  },
  "held": { "resource.moved": "held", "resource.releasing": "going" },
  "refused": { "resource.releasing": "going late" },
  "going": {
    "resource.released": "gone",
    "resource.release_failed": "gone",
    "resource.release_timeout": "given up",
  },
  "going late": {
    "resource.late_released": "gone",
    "resource.release_failed": "gone",
    "resource.release_timeout": "given up",
  },
  "given up": { "resource.late_released": "gone", "resource.release_failed": "gone" },
  "gone": {},
};

/** What may still be heard from a scope that is closed: of what nobody waits for. */
const AFTERWARDS: readonly Life[] = ["none", "refused", "going late", "given up"];

interface ScopeLife {
  readonly parentId: number | undefined;
  readonly path: string;
  state: "open" | "closing" | "closed";
  /** What it holds, the newest last; what goes before its turn is taken out. */
  readonly held: number[];
  children: number;
}

/** Observers are told the whole story, in an order in which it can have happened. */
export function checkEvents(world: World): void {
  const story = new Story(world);
  for (const event of world.events) story.take(event);
  story.end();
}

class Story {
  readonly #world: World;
  readonly #scopes: Map<number, ScopeLife> = new Map();
  readonly #lives: Map<number, Life> = new Map();
  readonly #releasedMs: Map<number, number> = new Map();

  constructor(world: World) {
    this.#world = world;
  }

  take(event: ScopeEvent): void {
    const isAlone = this.#world.setting.watched === "observed";
    this.#expect(isAlone || Object.isFrozen(event), event);
    if (event.type === "scope.opened") return this.#open(event);
    const scope = this.#scopes.get(event.scopeId)!;
    this.#expect(event.path === scope.path && event.parentId === scope.parentId, event);
    if (event.type === "scope.closing") this.#close(event, scope);
    else if (event.type === "scope.closed") this.#closed(event, scope);
    else if (event.type === "scope.leaked") this.#expect(false, event);
    else this.#live(event, scope);
  }

  end(): void {
    const isOver = [...this.#scopes.values()].every(({ state }) => state === "closed");
    this.#world.expect(isOver, () => "observers are not told that a scope is closed");
  }

  #expect(holds: boolean, event: ScopeEvent): void {
    this.#world.expect(holds, () => {
      const resource = "resource" in event ? ` of ${event.resource}` : "";
      return `observers of ${event.path} are told ${event.type}${resource} out of turn`;
    });
  }

  #open(event: ScopeEvent): void {
    const { scopeId, parentId, path, scope } = event;
    const parent = parentId === undefined ? undefined : this.#scopes.get(parentId);
    this.#expect(parentId === undefined || parent?.state === "open", event);
    this.#expect(path === (parent === undefined ? scope : `${parent.path}/${scope}`), event);
    this.#scopes.set(scopeId, { parentId, path, state: "open", held: [], children: 0 });
    if (parent !== undefined) parent.children++;
  }

  #close(event: ScopeEvent, scope: ScopeLife): void {
    this.#expect(scope.state === "open", event);
    scope.state = "closing";
  }

  #closed(event: Extract<ScopeEvent, { type: "scope.closed" }>, scope: ScopeLife): void {
    const isEmpty = scope.held.length === 0 && scope.children === 0;
    this.#expect(scope.state === "closing" && isEmpty, event);
    this.#expect(event.closeMs >= 0 && event.durationMs >= event.closeMs, event);
    scope.state = "closed";
    if (scope.parentId !== undefined) this.#scopes.get(scope.parentId)!.children--;
    const place = this.#world.places.find(({ path }) => path === scope.path);
    if (place === undefined) return;
    const error = place.closeFailure?.error as AggregateError | undefined;
    const failures = error === undefined ? 0 : error.errors?.length ?? 1;
    this.#expect(event.failures === failures, event);
  }

  #live(event: ResourceEvent, scope: ScopeLife): void {
    const life = this.#lives.get(event.resourceId) ?? "none";
    const next = LIVES[life][event.type];
    this.#expect(next !== undefined, event);
    this.#expect(scope.state !== "closed" || AFTERWARDS.includes(life), event);
    if (next === undefined) return;
    this.#lives.set(event.resourceId, next);
    if (event.type === "resource.acquired") scope.held.push(event.resourceId);
    if ("attempt" in event && event.type !== "resource.retrying") this.#checkAttempt(event);
    if (event.type === "resource.moved") this.#move(event, scope);
    else if (event.type === "resource.releasing") this.#release(event, scope, life);
    else if ("durationMs" in event && life === "going") this.#checkDuration(event);
    if (life === "going") take(scope.held, event.resourceId);
  }

  #move(event: Extract<ScopeEvent, { type: "resource.moved" }>, scope: ScopeLife): void {
    take(scope.held, event.resourceId);
    const target = this.#scopes.get(event.toScopeId)!;
    this.#expect(target.path === event.to && target.state === "open", event);
    target.held.push(event.resourceId);
  }

  #release(event: ResourceEvent, scope: ScopeLife, life: Life): void {
    this.#releasedMs.set(event.resourceId, event.atMs);
    if (life !== "held") return;
    const thing = this.#world.things.find(({ name }) => name === event.resource)!;
    if (thing.isEarly) return;
    // What was asked for before may still be on its way, and is waited for.
    this.#expect(scope.held.at(-1) === event.resourceId && scope.children === 0, event);
  }

  #checkAttempt(event: ResourceEvent & { readonly attempt: number | undefined }): void {
    const thing = this.#world.things.find(({ name }) => name === event.resource)!;
    const last = thing.arriving === undefined ? undefined : Math.max(1, thing.attempts);
    this.#expect(event.attempt === last, event);
  }

  #checkDuration(event: ResourceEvent & { readonly durationMs: number }): void {
    const tookMs = event.atMs - this.#releasedMs.get(event.resourceId)!;
    this.#expect(event.durationMs === tookMs, event);
  }
}

function take(held: number[], id: number): void {
  const at = held.indexOf(id);
  if (at !== -1) held.splice(at, 1);
}
