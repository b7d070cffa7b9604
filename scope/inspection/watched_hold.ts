import type { emit } from "../engine/emit.ts";
import type { HoldWatch, ResourceState } from "../engine/held.ts";
import type { AcquisitionPlace } from "./acquisition_place.ts";
import type { LeakSweep, SweepItem } from "./_leak_sweep.ts";
import type { AbandonedRelease, LeakedResource } from "./leaks.ts";

/** What a hold needs to know of the scope that it is in. */
export interface WatchedHolder {
  readonly path: string;
  readonly holds: Set<WatchedHold>;
  readonly sweep: LeakSweep;
  nowMs(): number;
  emit(fields: Parameters<typeof emit>[1]): void;
}

const ABANDONED_LIMIT = 1_000;

/** Releases that were given up and have not settled since, the oldest first. */
export const abandonedReleases: {
  readonly holds: Set<WatchedHold>;
  /** How many are no longer kept. */
  dropped: number;
} = { holds: new Set(), dropped: 0 };

/**
 * What is known of one hold in a scope that is watched for leaks. It must not lead to the value, nor to
 * its release function, as they may lead to the scope and keep it from being collected.
 */
export class WatchedHold implements HoldWatch, SweepItem {
  readonly #name: string;
  readonly #id: number;
  readonly #place: AcquisitionPlace | undefined;
  #holder: WatchedHolder | undefined;
  #sinceMs: number | undefined = undefined;
  #abandonedAtMs = 0;
  #told = false;

  constructor(
    name: string,
    id: number,
    holder: WatchedHolder,
    place: AcquisitionPlace | undefined,
  ) {
    this.#name = name;
    this.#id = id;
    this.#holder = holder;
    this.#place = place;
  }

  /** The scope that it is in, or was in; `undefined` if that is not watched. */
  get holder(): WatchedHolder | undefined {
    return this.#holder;
  }

  get sinceMs(): number {
    return this.#sinceMs ?? Infinity;
  }

  get heldMs(): number {
    return this.#holder!.nowMs() - this.sinceMs;
  }

  get place(): string | undefined {
    return this.#place?.text;
  }

  /** A scope holds it; its time goes on where it has been held before. */
  enter(holder: WatchedHolder): void {
    this.#holder = holder;
    this.#sinceMs ??= holder.nowMs();
    holder.holds.add(this);
    holder.sweep.add(this);
  }

  /** It is handed over to a scope that may not be watched. */
  leave(): void {
    // Out of sight nothing would settle it, for as long as it is held.
    this.settle();
    this.#holder?.holds.delete(this);
    this.#holder?.sweep.remove(this);
    this.#holder = undefined;
  }

  end(state: ResourceState): void {
    abandonedReleases.holds.delete(this);
    const holder = this.#holder;
    if (holder === undefined) return;
    holder.holds.delete(this);
    holder.sweep.remove(this);
    if (state !== "abandoned") return;
    this.settle();
    this.#abandonedAtMs = holder.nowMs();
    abandonedReleases.holds.add(this);
    if (abandonedReleases.holds.size <= ABANDONED_LIMIT) return;
    const [oldest] = abandonedReleases.holds;
    abandonedReleases.holds.delete(oldest!);
    abandonedReleases.dropped++;
  }

  get isSettled(): boolean {
    return this.#place === undefined || this.#place.isRead;
  }

  settle(): void {
    void this.place;
  }

  tell(): void {
    if (this.#told) return;
    this.#told = true;
    const { heldMs, place } = this;
    const resource = { resource: this.#name, resourceId: this.#id };
    this.#holder!.emit({ type: "resource.leaked", ...resource, heldMs, place });
  }

  toLeakedResource(): LeakedResource {
    const { path } = this.#holder!;
    return Object.freeze({ path, resource: this.#name, heldMs: this.heldMs, place: this.place });
  }

  toAbandonedRelease(): AbandonedRelease {
    const { path, nowMs } = { path: this.#holder!.path, nowMs: this.#holder!.nowMs() };
    const abandonedMs = nowMs - this.#abandonedAtMs;
    return Object.freeze({ path, resource: this.#name, abandonedMs, place: this.place });
  }
}
