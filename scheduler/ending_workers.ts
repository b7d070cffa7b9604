import type { Clock } from "../_internal/clock.ts";
import type { PooledWorker } from "./pooled_worker.ts";

/** A thread that is told to end and stays longer than this is a zombie. */
const ZOMBIE_AFTER_MS = 500;

/** Workers that were told to end, until they are gone: the pool's view of zombies. */
export class EndingWorkers {
  readonly #clock: Clock;
  readonly #workers = new Set<PooledWorker>();
  readonly #settling = new Set<Promise<void>>();
  readonly #onZombie: (worker: PooledWorker) => void;
  readonly #onGone: (worker: PooledWorker) => void;

  constructor(
    clock: Clock,
    onZombie: (worker: PooledWorker) => void,
    onGone: (worker: PooledWorker) => void,
  ) {
    this.#clock = clock;
    this.#onZombie = onZombie;
    this.#onGone = onGone;
  }

  /** The workers that are not gone. */
  get workers(): readonly PooledWorker[] {
    return [...this.#workers];
  }

  /** Those that were given time to go and compute on. */
  get zombies(): readonly PooledWorker[] {
    return this.workers.filter((worker) => worker.state === "zombie");
  }

  /** Ends a worker and watches it until it is gone. */
  add(worker: PooledWorker): void {
    this.#workers.add(worker);
    const settled = Promise.withResolvers<void>();
    this.#settling.add(settled.promise);
    void settled.promise.then(() => this.#settling.delete(settled.promise));
    const timer = this.#clock.setTimer(() => {
      this.#onZombie(worker);
      settled.resolve();
    }, ZOMBIE_AFTER_MS);
    void worker.handle.end().then(() => {
      timer.cancel();
      settled.resolve();
      // A forgotten worker is not known to be gone.
      if (this.#workers.delete(worker)) this.#onGone(worker);
    });
  }

  /** Resolves when each worker is gone or known to stay, and stops watching those that stay. */
  async close(): Promise<void> {
    await Promise.all(this.#settling);
    const staying = this.workers;
    this.#workers.clear();
    for (const worker of staying) worker.handle.forget();
  }
}
