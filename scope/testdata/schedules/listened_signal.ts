/** Who listens to signals, so that one can tell whether they stop when nobody has to. */
export class SignalListeners {
  readonly #listeners: Map<AbortSignal, Set<unknown>> = new Map();

  /** A controller whose listeners are known. */
  newController(): AbortController {
    const controller = new AbortController();
    const { signal } = controller;
    const listeners = new Set<unknown>();
    this.#listeners.set(signal, listeners);
    const add = signal.addEventListener;
    const remove = signal.removeEventListener;
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners.add(args[1]);
      add.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners.delete(args[1]);
      remove.apply(signal, args);
    };
    return controller;
  }

  /** Listeners that still wait for an abort. */
  get count(): number {
    let count = 0;
    for (const [signal, { size }] of this.#listeners) count += signal.aborted ? 0 : size;
    return count;
  }
}
