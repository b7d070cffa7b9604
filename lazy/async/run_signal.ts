/** What a callback that runs among others is given beside the item and its index. */
export interface ConcurrentContext {
  /** Aborts with the reason when the run ends before its last item, so that work can stop. */
  readonly signal: AbortSignal;
}

/** The abort signal of one run, which is not made before somebody asks for it. */
export class RunSignal {
  /** What all callbacks of the run are given. */
  readonly context: ConcurrentContext;
  #controller: AbortController | undefined;
  #abortion: { readonly reason: unknown } | undefined;

  constructor() {
    const signal = () => this.#signal();
    this.context = Object.freeze({
      get signal() {
        return signal();
      },
    });
  }

  /** Aborts the signal, whether it has been asked for or not. */
  abort(reason: unknown): void {
    this.#abortion = { reason };
    this.#controller?.abort(reason);
  }

  #signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortion !== undefined) this.#controller.abort(this.#abortion.reason);
    }
    return this.#controller.signal;
  }
}
