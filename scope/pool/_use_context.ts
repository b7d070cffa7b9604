import type { PooledLease } from "./_pooled_lease.ts";

/** What the body of `pool.use` is handed besides the value; the signal is made when it is asked for. */
export class UseContext<T> {
  readonly #outer: AbortSignal | undefined;
  #controller: AbortController | undefined;
  #taken: { readonly reason: unknown } | undefined;
  readonly #onAbort = () => this.#controller?.abort(this.#outer?.reason);

  constructor(lease: PooledLease<T>, outer: AbortSignal | undefined) {
    this.#outer = outer;
    lease.onTaken = (reason) => {
      this.#taken = { reason };
      this.#controller?.abort(reason);
    };
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#taken !== undefined) this.#controller.abort(this.#taken.reason);
      else if (this.#outer?.aborted) this.#onAbort();
      else this.#outer?.addEventListener("abort", this.#onAbort, { once: true });
    }
    return this.#controller.signal;
  }

  /** The body is done. */
  end(): void {
    this.#outer?.removeEventListener("abort", this.#onAbort);
  }
}
