import type { Constructor } from "../registry/registry_entry.ts";
import type { PendingClass } from "./pending_classes.ts";
import { type Admit, Subclasses } from "./subclasses.ts";

/** A class that may be abstract. */
export type AbstractConstructor = abstract new (...args: never[]) => object;

/** A base whose subclasses need no mark. */
export interface HookedBase<B> {
  /** What subclasses extend. */
  readonly hooked: B;
  /** The class whose members all subclasses have and no others. */
  readonly holder: object;
  /** Lists the subclasses that nobody has checked, and those that were refused. */
  readonly pending: () => readonly PendingClass[];
  /** Waits for the modules that are being asked for their classes. */
  readonly settled: () => Promise<void>;
}

/** Under which a hooked base keeps what it is made of; not inherited by its subclasses. */
const PARTS = Symbol("parts of a hooked base");

interface Parts {
  readonly guarded: Constructor;
  readonly subclasses: Subclasses;
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
  const above = partsOf(base);
  const parent = above?.guarded ?? base as unknown as Constructor;
  const subclasses = new Subclasses(admit, above?.subclasses);
  let last: unknown;
  let lastButOne: unknown;
  const guarded = class extends parent {
    constructor(...args: never[]) {
      // Most programs create many of a class in a row, or of two in turn; the guard must not cost
      // more than these comparisons.
      if (new.target !== last && new.target !== lastButOne) {
        subclasses.created(new.target, guarded.prototype);
        lastButOne = last;
        last = new.target;
      }
      super(...args);
    }
  };
  subclasses.passOver(guarded);
  const hooked = guarded.bind(null);
  const readPrototype = (): object => subclasses.extended(guarded.prototype, readPrototype);
  const parts: Parts = { guarded, subclasses };
  Object.setPrototypeOf(hooked, guarded);
  Object.defineProperty(guarded, "name", { value: base.name, configurable: true });
  Object.defineProperties(hooked, {
    name: { value: base.name, configurable: true },
    length: { value: base.length, configurable: true },
    prototype: { get: readPrototype },
    [PARTS]: { value: parts },
  });
  return {
    hooked: hooked as unknown as B,
    holder: above === undefined ? base : guarded,
    pending: () => subclasses.pending.list(),
    settled: () => subclasses.scans.settled(),
  };
}

/** What a hooked base is made of; `undefined` of a class, be it a subclass of one. */
function partsOf(constructor: AbstractConstructor): Parts | undefined {
  return Object.getOwnPropertyDescriptor(constructor, PARTS)?.value;
}
