import type { CallSite } from "../report/call_site.ts";

/** A class that can be created; what its constructor takes is known to those who look it up. */
export type Constructor<T = object> = new (...args: never[]) => T;

/** What every entry of a registry says, whether its class is there or not. */
export interface RegistryEntryBase {
  /** Id of the contract that the class implements. */
  readonly contract: string;
  /** Name of the implementation; the class name unless another was given. */
  readonly name: string;
  /** Semantic version of the implementation, if it has one. */
  readonly version: string | undefined;
  /** What the implementation can do. */
  readonly capabilities: readonly string[];
  /** Where it was registered, as far as the platform tells. */
  readonly site: CallSite | undefined;
}

/** A registered class, and what it is registered as. */
export interface ClassEntry extends RegistryEntryBase {
  /** The class is there. */
  readonly loaded: true;
  /** The class itself. */
  readonly class: Constructor;
}

/** A class whose module is not loaded, and what it will be registered as. */
export interface LazyEntry extends RegistryEntryBase {
  /** The class has to be loaded first. */
  readonly loaded: false;
  /** There is none before it is loaded. */
  readonly class: undefined;
}

/** What stands in a registry; `loaded` tells whether it has its class. */
export type RegistryEntry = ClassEntry | LazyEntry;
