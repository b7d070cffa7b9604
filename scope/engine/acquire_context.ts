import type { AcquireContext } from "../resource.ts";
import type { Held } from "./held.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Where it is that a resource is acquired. */
export interface Acquisition {
  /** The scope that it is acquired into. */
  readonly node: ScopeNode;
  /** Its place there. */
  readonly held: Held;
}

/** Where the resource that was handed this context is acquired; `undefined` if no scope made it. */
export function acquisitionOf(context: object): Acquisition | undefined {
  return (context as { readonly acquisition?: Acquisition }).acquisition;
}

/** Who can make the signal of an acquisition. */
export interface SignalMaker extends Acquisition {
  makeSignal(): AbortSignal;
}

/** What a resource is handed; makes the signal when asked for it, as most resources never are. */
export class LazyAcquireContext implements AcquireContext {
  readonly attempt: number;
  readonly needs: unknown;
  readonly #maker: SignalMaker;

  constructor(attempt: number, needs: unknown, maker: SignalMaker) {
    this.attempt = attempt;
    this.needs = needs;
    this.#maker = maker;
  }

  /** For resources of this module alone; see {@linkcode acquisitionOf}. */
  get acquisition(): Acquisition {
    return this.#maker;
  }

  get signal(): AbortSignal {
    return this.#maker.makeSignal();
  }
}
