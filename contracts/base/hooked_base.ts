import type { Constructor } from "../registry/registry_entry.ts";
import { captureSite, type LazySite } from "../report/call_site.ts";
import { ModuleScans } from "./module_scans.ts";
import { type PendingClass, PendingClasses } from "./pending_classes.ts";
import { runningModules } from "./running_modules.ts";

/** A class that may be abstract. */
export type AbstractConstructor = abstract new (...args: never[]) => object;

/**
 * Takes a subclass that is seen for the first time, and returns whether it is one: a class that
 * leaves members to its subclasses is not, while its module exports it for them.
 *
 * @throws {unknown} If the class is refused; then so is every attempt to create one.
 */
export type Admit = (constructor: Constructor, site: LazySite, via: "module" | "new") => boolean;

/** A base whose subclasses need no mark. */
export interface HookedBase<B> {
  /** What subclasses extend. */
  readonly hooked: B;
  /** Lists the subclasses that nobody has checked, and those that were refused. */
  readonly pending: () => readonly PendingClass[];
  /** Waits for the modules that are being asked for their classes. */
  readonly settled: () => Promise<void>;
}

/**
 * Makes a base class notice its subclasses without a mark in them.
 *
 * What stands for the base is a bound constructor: unlike a class it has no `prototype` of its own,
 * so it can be given one that is an accessor. That is read once for each `extends` clause, and
 * answers each with an object of its own, by which the class is known again when it is seen:
 * exported by its module, which is asked again as soon as it has run, or at its first `new`.
 */
export function hookBase<B extends AbstractConstructor>(base: B, admit: Admit): HookedBase<B> {
  const subclasses = new Subclasses(admit);
  let last: unknown;
  const Guarded = class extends (base as unknown as new (...args: unknown[]) => object) {
    constructor(...args: unknown[]) {
      // Most programs create many of one class in a row; the check must not cost more than this.
      if (new.target !== last) {
        subclasses.created(new.target, Guarded.prototype);
        last = new.target;
      }
      super(...args);
    }
  };
  const hooked = Guarded.bind(null);
  const readPrototype = (): object => subclasses.extended(Guarded.prototype, readPrototype);
  Object.setPrototypeOf(hooked, Guarded);
  Object.defineProperties(hooked, {
    name: { value: base.name, configurable: true },
    length: { value: base.length, configurable: true },
    prototype: { get: readPrototype },
  });
  return {
    hooked: hooked as unknown as B,
    pending: () => subclasses.pending.list(),
    settled: () => subclasses.scans.settled(),
  };
}

/** The subclasses of one hooked base. */
class Subclasses {
  readonly pending: PendingClasses = new PendingClasses();
  readonly scans: ModuleScans = new ModuleScans((module) => this.#exported(module));
  readonly #admit: Admit;
  /** Stand-ins for the prototype, one per `extends` clause. */
  readonly #tokens = new WeakSet<object>();
  readonly #seen = new WeakSet<object>();
  readonly #refused = new WeakMap<object, unknown>();

  constructor(admit: Admit) {
    this.#admit = admit;
  }

  /** A class is being defined; returns what it takes for the prototype of its base. */
  extended(prototype: object, above: (...args: never[]) => unknown): object {
    const token: object = Object.create(prototype);
    this.#tokens.add(token);
    const { key, modules } = runningModules(above);
    this.pending.extended(token, { key, module: modules[0], site: captureSite(above) });
    // A class that is made by a function of another module may be exported by the caller's.
    for (const url of modules) this.scans.start(url);
    return token;
  }

  /** An object is being created. */
  created(constructor: Constructor, base: object): void {
    if (constructor.prototype === base) return;
    if (this.#refused.has(constructor)) throw this.#refused.get(constructor);
    if (!this.#seen.has(constructor)) this.#see(constructor, "new");
  }

  /** A module has run. */
  #exported(module: object): void {
    const classes = Object.values(module).filter((one): one is Constructor =>
      typeof one === "function" && this.#tokenOf(one) !== undefined && !this.#seen.has(one) &&
      !this.#refused.has(one)
    );
    // Superclasses first, as they stand above.
    classes.sort((a, b) => depthOf(a.prototype) - depthOf(b.prototype));
    for (const one of classes) {
      try {
        this.#see(one, "module");
      } catch {
        // Nobody is there to be told; the first who creates one is, and until then the list.
      }
    }
  }

  #see(constructor: Constructor, via: "module" | "new"): void {
    const token = this.#tokenOf(constructor);
    const site = (token && this.pending.siteOf(token)) ?? undefined;
    try {
      if (this.#admit(constructor, () => site, via)) this.#seen.add(constructor);
    } catch (error) {
      this.#refused.set(constructor, error);
      if (token !== undefined) this.pending.refused(token, constructor.name, error);
      throw error;
    }
    if (token !== undefined) this.pending.seen(token);
  }

  /** What a class, or one above it, took for the prototype of its base. */
  #tokenOf(constructor: { readonly prototype: unknown }): object | undefined {
    let current = constructor.prototype;
    while (typeof current === "object" && current !== null) {
      if (this.#tokens.has(current)) return current;
      current = Object.getPrototypeOf(current);
    }
    return undefined;
  }
}

function depthOf(prototype: object): number {
  let depth = 0;
  for (let next = Object.getPrototypeOf(prototype); next !== null; depth++) {
    next = Object.getPrototypeOf(next);
  }
  return depth;
}
