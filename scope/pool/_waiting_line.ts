import { Deadlines } from "./_deadlines.ts";
import { Line } from "./_line.ts";
import type { Waiter } from "./_waiter.ts";

/**
 * Callers that wait, in the order they came, and when the first of them is to give up.
 *
 * Most have the pool's own timeout, so among them the one that came first is due first and a pointer
 * is enough; only those with a timeout of their own stand in a heap.
 */
export class WaitingLine<T> extends Line<Waiter<T>> {
  readonly #usualTimeoutMs: number;
  readonly #unusual: Deadlines<Waiter<T>> = new Deadlines();
  #firstUsual: Waiter<T> | undefined = undefined;

  constructor(usualTimeoutMs: number) {
    super();
    this.#usualTimeoutMs = usualTimeoutMs;
  }

  get firstDue(): Waiter<T> | undefined {
    const usual = this.#firstUsual;
    const unusual = this.#unusual.first;
    if (usual === undefined || unusual === undefined) return usual ?? unusual;
    return usual.dueMs <= unusual.dueMs ? usual : unusual;
  }

  override add(waiter: Waiter<T>): void {
    super.add(waiter);
    if (waiter.timeoutMs === this.#usualTimeoutMs) this.#firstUsual ??= waiter;
    else this.#unusual.add(waiter);
  }

  override remove(waiter: Waiter<T>): void {
    if (this.#firstUsual === waiter) {
      let next = waiter.newer;
      while (next !== undefined && next.timeoutMs !== this.#usualTimeoutMs) next = next.newer;
      this.#firstUsual = next;
    }
    super.remove(waiter);
    this.#unusual.remove(waiter);
  }
}
