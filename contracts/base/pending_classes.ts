import type { CallSite } from "../report/call_site.ts";

/** A subclass of a hooked base that is not checked (yet), or several of one place. */
export interface PendingClass {
  /** Where it is defined, as far as the platform tells. */
  readonly site: CallSite | undefined;
  /** Address of the module that defines it, as it was loaded; a bundle has one for all. */
  readonly module: string | undefined;
  /** Name of the class; only known of refused ones. */
  readonly className?: string;
  /** `unseen`: neither exported nor created so far. `refused`: it does not keep its contract. */
  readonly reason: "unseen" | "refused";
  /** Why it was refused. */
  readonly error?: unknown;
  /** How many classes were defined there and are pending for the same reason. */
  readonly count: number;
}

/** An `extends` clause that is being evaluated. */
export interface Extension {
  /** Equal for classes of the same place. */
  readonly key: string;
  /** Address of the module. */
  readonly module: string | undefined;
  /** The place; to be asked before the clause is left. */
  readonly site: () => CallSite | undefined;
}

/** Places that are listed one by one. */
const MAX_PLACES = 1000;

interface Place extends Omit<PendingClass, "count" | "className" | "error"> {
  readonly key: string;
  readonly className?: string | undefined;
  error?: unknown;
  count: number;
}

/**
 * The subclasses that nobody has checked. It is a list of places: a thousand classes of one place
 * are one entry, places beyond the first thousand share one, and no class is held.
 */
export class PendingClasses {
  readonly #places = new Map<string, Place>();
  /** What nobody else holds may go, so the classes are the weak side. */
  readonly #placeOf = new WeakMap<object, Place>();

  /** Notes that a class is being defined. `token` stands for the class from now on. */
  extended(token: object, { key, module, site }: Extension): void {
    this.#enter(token, key, () => ({ site: site(), module, reason: "unseen" }));
  }

  /** Strikes a class off. */
  seen(token: object): void {
    const place = this.#placeOf.get(token);
    if (place === undefined) return;
    this.#placeOf.delete(token);
    place.count--;
    if (place.count === 0) this.#places.delete(place.key);
  }

  /** Notes that a class was refused. */
  refused(token: object, className: string, error: unknown): void {
    // V8 keeps the functions of a stack, and thereby classes, until the stack has been read.
    if (error instanceof Error) void error.stack;
    const before = this.#placeOf.get(token);
    this.seen(token);
    const { site, module } = before ?? { site: undefined, module: undefined };
    const key = before?.reason === "refused" ? before.key : `${className} ${before?.key ?? ""}`;
    this.#enter(token, key, () => ({ site, module, reason: "refused", className })).error = error;
  }

  /** Where the class of a token is defined, while it is pending. */
  siteOf(token: object): CallSite | undefined {
    return this.#placeOf.get(token)?.site;
  }

  /** The pending classes as frozen data, in the order of their definition. */
  list(): readonly PendingClass[] {
    const items = [...this.#places.values()].map(
      ({ site, module, className, reason, error, count }): PendingClass =>
        Object.freeze({
          site,
          module,
          reason,
          ...className !== undefined && { className, error },
          count,
        }),
    );
    return Object.freeze(items);
  }

  #enter(
    token: object,
    key: string,
    describe: () => Omit<Place, "key" | "count" | "error">,
  ): Place {
    const rest: Place = { key: "", site: undefined, module: undefined, reason: "unseen", count: 0 };
    let place = this.#places.get(key);
    if (place === undefined) {
      const isFull = key === "" || this.#places.size >= MAX_PLACES;
      place = isFull ? this.#places.get("") ?? rest : { key, count: 0, ...describe() };
      this.#places.set(place.key, place);
    }
    place.count++;
    this.#placeOf.set(token, place);
    return place;
  }
}
