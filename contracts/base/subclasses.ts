import type { Constructor } from "../registry/registry_entry.ts";
import { captureSite, type LazySite } from "../report/call_site.ts";
import { exportedFunctions } from "./exported_functions.ts";
import { ModuleScans } from "./module_scans.ts";
import { type Extension, PendingClasses } from "./pending_classes.ts";
import { runningModules } from "./running_modules.ts";

/**
 * Takes a subclass that is seen for the first time, and returns whether it is one: a class that
 * leaves members to its subclasses is not, while its module exports it for them.
 *
 * @throws {unknown} If the class is refused; it is asked again when somebody creates one.
 */
export type Admit = (constructor: Constructor, site: LazySite, via: "module" | "new") => boolean;

/** The subclasses of one hooked base. */
export class Subclasses {
  readonly pending: PendingClasses = new PendingClasses();
  readonly scans: ModuleScans = new ModuleScans((module) => this.#exported(module));
  /** Classes that need no look any more; weak, as most of them are held by nobody else. */
  readonly #seen = new WeakSet<object>();
  readonly #admit: Admit;
  readonly #above: Subclasses | undefined;
  /** Stand-ins for the prototype, one per `extends` clause. */
  readonly #tokens = new WeakSet<object>();

  /** `above` are those of the base, if that is hooked itself: all of these are among them. */
  constructor(admit: Admit, above?: Subclasses) {
    this.#admit = admit;
    this.#above = above;
  }

  /** Lets a class be a base and no subclass. */
  passOver(constructor: object): void {
    this.#seen.add(constructor);
    this.#above?.passOver(constructor);
  }

  /** A class is being defined; returns what it takes for the prototype of its base. */
  extended(prototype: object, above: (...args: never[]) => unknown): object {
    const token: object = Object.create(prototype);
    const { key, modules } = runningModules(above);
    this.note(token, { key, module: modules[0], site: captureSite(above) }, modules);
    return token;
  }

  /** Notes an `extends` clause and what stands for the prototype in it. */
  note(token: object, extension: Extension, modules: readonly string[]): void {
    this.#above?.note(token, extension, modules);
    this.#tokens.add(token);
    this.pending.extended(token, extension);
    // A class that is made by a function of another module may be exported by the caller's.
    for (const url of modules) this.scans.start(url);
  }

  /** An object is being created. */
  created(target: Constructor, base: object): void {
    if (this.#seen.has(target)) return;
    const { prototype } = target;
    // Reflect.construct() creates objects of classes that have nothing to do with the base.
    if (!isObject(prototype) || !Object.prototype.isPrototypeOf.call(base, prototype)) return;
    // A proxy of a class is no class of its own.
    const { constructor } = prototype;
    const isClass = typeof constructor === "function" && prototypeOf(constructor) === prototype;
    const one = isClass ? constructor as Constructor : target;
    if (!this.#seen.has(one)) this.#see(one, "new");
    this.#seen.add(target);
  }

  /** A module has run. */
  #exported(module: object): void {
    const classes = exportedFunctions(module).filter((one) => this.#isNew(one));
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

  #isNew(value: unknown): value is Constructor {
    try {
      return typeof value === "function" && !this.#seen.has(value) &&
        this.#tokenOf(value) !== undefined;
    } catch {
      // A proxy that lets nobody look at it.
      return false;
    }
  }

  #see(constructor: Constructor, via: "module" | "new"): void {
    const token = this.#tokenOf(constructor) ?? constructor;
    const isDirect = Object.getPrototypeOf(constructor.prototype) === token;
    const site = this.pending.siteOf(token);
    try {
      if (this.#admit(constructor, () => site, via)) this.#seen.add(constructor);
    } catch (error) {
      // Classes further below are not known by the place of the clause, only by themselves.
      this.pending.refused(isDirect ? token : constructor, constructor.name, error);
      throw error;
    }
    this.pending.seen(token);
    this.pending.seen(constructor);
  }

  /** What a class, or one above it, took for the prototype of its base. */
  #tokenOf(constructor: object): object | undefined {
    let current = prototypeOf(constructor);
    while (isObject(current)) {
      if (this.#tokens.has(current)) return current;
      current = Object.getPrototypeOf(current);
    }
    return undefined;
  }
}

/** The prototype of a class; a hooked base has none, and to read its accessor is to extend it. */
function prototypeOf(constructor: object): unknown {
  return Object.getOwnPropertyDescriptor(constructor, "prototype")?.value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function depthOf(prototype: object): number {
  let depth = 0;
  for (let next = Object.getPrototypeOf(prototype); next !== null; depth++) {
    next = Object.getPrototypeOf(next);
  }
  return depth;
}
