import type { Clock } from "../../_internal/clock.ts";
import { emit, type EventSource } from "../engine/emit.ts";
import type { Held } from "../engine/held.ts";
import type { ScopeNode, ScopeWatch } from "../engine/scope_node.ts";
import type { WallTime } from "../engine/wall_time.ts";
import { AcquisitionPlace } from "./acquisition_place.ts";
import { backgroundClock } from "./_background_clock.ts";
import { ForgottenRoots } from "./_forgotten_roots.ts";
import { type LeakSweep, type SweepItem, sweepOf } from "./_leak_sweep.ts";
import type { LeakedScope } from "./leaks.ts";
import { WatchedHold, type WatchedHolder } from "./watched_hold.ts";

/** Scopes that are open and watched, without those that are below another one. */
export const openBranches: Set<WatchedScope> = new Set();

/** Scopes that were collected without having been closed. */
export const forgottenRoots: ForgottenRoots = new ForgottenRoots(1_000);

/** Hears of nodes that are collected. One that has closed was taken off before. */
let registry: FinalizationRegistry<WatchedScope> | undefined;

/** Where the next acquisition comes from, if it was asked for earlier than it is begun. */
let placeOfCall: AcquisitionPlace | undefined;

/** What the scopes of a tree share that are watched below the same one. */
interface Branch {
  readonly clock: Clock;
  readonly wallTime: WallTime;
  /** Where it begins below scopes that are not watched: their path, and their numbers. */
  readonly above: { readonly path: string; readonly ids: readonly number[] } | undefined;
}

/**
 * What is known of a scope that is watched for leaks. It must not lead to the scope: neither to its
 * node, nor to the values and functions it holds. That is how it can outlive a scope and tell that it
 * was forgotten.
 */
export class WatchedScope implements ScopeWatch, SweepItem, EventSource, WatchedHolder {
  readonly id: number;
  readonly name: string;
  readonly options: EventSource["options"];
  readonly parent: { readonly id: number } | undefined;
  /** Not counted by the node: a `WeakRef` to it would keep it alive until the event loop turns. */
  observerErrors = 0;
  readonly sinceMs: number;
  /** What stays for longer is taken for a leak. */
  readonly limitMs: number;
  readonly sweep: LeakSweep;
  readonly holds: Set<WatchedHold> = new Set();
  readonly #children: Set<WatchedScope> = new Set();
  readonly #above: WatchedScope | undefined;
  readonly #branch: Branch;
  readonly #places: boolean;
  readonly #place: AcquisitionPlace | undefined;

  constructor(node: ScopeNode, limitMs: number, places: boolean) {
    this.id = node.id;
    this.name = node.name;
    this.options = node.options;
    this.parent = node.parent === undefined ? undefined : { id: node.parent.id };
    this.limitMs = limitMs;
    this.#places = places;
    this.#place = places ? new AcquisitionPlace(WatchedScope) : undefined;
    this.#above = node.parent?.leaks as WatchedScope | undefined;
    this.#branch = this.#above === undefined ? branchOf(node) : this.#above.#branch;
    this.sweep = sweepOf(this.#branch.clock, limitMs);
    this.sinceMs = this.nowMs();
    this.sweep.add(this);
    node.onClosed ??= new Set();
    node.onClosed.add(() => this.#closed());
    if (this.#above !== undefined) {
      this.#above.#children.add(this);
      return;
    }
    openBranches.add(this);
    registry ??= new FinalizationRegistry((watched) => watched.#forgotten());
    registry.register(node, this, this);
  }

  get place(): string | undefined {
    return this.#place?.text;
  }

  get eventPath(): string {
    return this.path;
  }

  get path(): string {
    const names = [this.name];
    for (let at = this.#above; at !== undefined; at = at.#above) names.push(at.name);
    if (this.#branch.above !== undefined) names.push(this.#branch.above.path);
    return names.reverse().join("/");
  }

  nowMs(): number {
    return this.#branch.clock.monotonic();
  }

  wallMs(monotonicMs: number): number {
    return this.#branch.wallTime.at(monotonicMs);
  }

  count(_what: "observerErrors"): void {
    this.observerErrors++;
  }

  /** Whether it is the scope with this number, or below it. */
  isIn(id: number): boolean {
    if (this.id === id) return true;
    for (let at = this.#above; at !== undefined; at = at.#above) {
      if (at.id === id) return true;
    }
    return this.#branch.above?.ids.includes(id) === true;
  }

  acquire(held: Held): void {
    const place = this.#places ? placeOfCall ?? new AcquisitionPlace(this.acquire) : undefined;
    placeOfCall = undefined;
    held.detailed().watched = new WatchedHold(held.name, held.detail!.id, this, place);
  }

  fromHere(): (acquire: () => void) => void {
    const place = this.#places ? new AcquisitionPlace(this.fromHere) : undefined;
    return (acquire) => {
      placeOfCall = place;
      try {
        acquire();
      } finally {
        placeOfCall = undefined;
      }
    };
  }

  hold(held: Held): void {
    if (held.detail?.watched === undefined) this.acquire(held);
    (held.detail!.watched as WatchedHold).enter(this);
  }

  letGo(held: Held): void {
    (held.detail?.watched as WatchedHold | undefined)?.leave();
  }

  get isSettled(): boolean {
    return this.#place === undefined || this.#place.isRead;
  }

  settle(): void {
    void this.place;
  }

  tell(): void {
    if (this.parent !== undefined) this.#tellLeaked("open");
  }

  emit(fields: Parameters<typeof emit>[1]): void {
    if (this.options.observers.length > 0) emit(this, fields);
  }

  /** Itself and all that is watched below. */
  subtree(): WatchedScope[] {
    const all: WatchedScope[] = [this];
    for (let index = 0; index < all.length; index++) {
      for (const child of all[index]!.#children) all.push(child);
    }
    return all;
  }

  toLeakedScope(): LeakedScope {
    const { path, place, openMs, heldBelow: held } = this;
    return Object.freeze({ path, openMs, held, place });
  }

  get openMs(): number {
    return this.nowMs() - this.sinceMs;
  }

  /** How many resources it holds, itself and in its children. */
  get heldBelow(): number {
    return this.subtree().reduce((sum, watched) => sum + watched.holds.size, 0);
  }

  #tellLeaked(reason: "open" | "collected"): void {
    const { place, openMs, heldBelow: held } = this;
    this.emit({ type: "scope.leaked", reason, openMs, held, place });
  }

  #closed(): void {
    this.sweep.remove(this);
    if (this.#above === undefined) this.#end();
    else this.#above.#children.delete(this);
  }

  /** Nobody can close it any more, nor what is below; it is told in the order of a close. */
  #forgotten(): void {
    const { path, place, openMs } = this;
    const scopes = this.subtree();
    const holds = scopes.flatMap((watched) => [...watched.holds]);
    const resources = Object.freeze(holds.map((hold) => hold.toLeakedResource()));
    forgottenRoots.add({ path, openMs, resources, place });
    this.#end();
    for (const hold of holds) hold.tell();
    for (const scope of scopes.toReversed()) scope.#tellLeaked("collected");
    for (const scope of scopes) scope.sweep.remove(scope);
    for (const hold of holds) hold.leave();
  }

  #end(): void {
    openBranches.delete(this);
    registry!.unregister(this);
  }
}

function branchOf({ options, parent }: ScopeNode): Branch {
  const ids: number[] = [];
  for (let at = parent; at !== undefined; at = at.parent) ids.push(at.id);
  return {
    clock: backgroundClock(options.clock),
    wallTime: options.wallTime,
    above: parent === undefined ? undefined : { path: parent.path, ids },
  };
}
