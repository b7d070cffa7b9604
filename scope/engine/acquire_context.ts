import type { AcquireContext } from "../resource.ts";

/** Who can make the signal of an acquisition. */
export interface SignalMaker {
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

  get signal(): AbortSignal {
    return this.#maker.makeSignal();
  }
}
