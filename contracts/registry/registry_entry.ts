import type { CallSite } from "../report/call_site.ts";

/** A class that can be created; what its constructor takes is known to those who look it up. */
export type Constructor<T = object> = new (...args: never[]) => T;

/** A registered class, and what it is registered as. */
export interface RegistryEntry {
  /** Id of the contract that the class implements. */
  readonly contract: string;
  /** Name of the implementation; the class name unless another was given. */
  readonly name: string;
  /** Semantic version of the implementation, if it has one. */
  readonly version: string | undefined;
  /** What the implementation can do. */
  readonly capabilities: readonly string[];
  /** The class itself. */
  readonly class: Constructor;
  /** Where it was registered, as far as the platform tells. */
  readonly site: CallSite | undefined;
}
