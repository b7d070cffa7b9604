import type { TaskEngine } from "./task_engine.ts";
import type { TaskRecord } from "./task_record.ts";

interface Followers {
  readonly tasks: Set<TaskRecord>;
  readonly abort: () => void;
}

/**
 * Cancels tasks when their signal aborts. A signal has one listener, however many tasks it ends:
 * event targets look through all they have for each one that is added.
 */
export class FollowedSignals {
  readonly #engine: TaskEngine;
  readonly #followers = new WeakMap<AbortSignal, Followers>();

  constructor(engine: TaskEngine) {
    this.#engine = engine;
  }

  /**
   * Cancels these tasks when the signal aborts, children before parents, and lets go of the signal
   * once all it would end are final.
   */
  follow(records: readonly TaskRecord[], signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    if (signal.aborted) return this.#cancel(records, signal.reason);
    const open = records.filter((record) => record.outcome === undefined);
    if (open.length === 0) return;
    const followers = this.#followers.get(signal) ?? this.#listen(signal);
    for (const record of open) {
      followers.tasks.add(record);
      record.whenSettled(() => {
        followers.tasks.delete(record);
        if (followers.tasks.size === 0) this.#letGo(signal, followers);
      });
    }
  }

  #listen(signal: AbortSignal): Followers {
    const tasks = new Set<TaskRecord>();
    const followers = { tasks, abort: () => this.#cancel([...tasks], signal.reason) };
    signal.addEventListener("abort", followers.abort, { once: true });
    this.#followers.set(signal, followers);
    return followers;
  }

  #letGo(signal: AbortSignal, followers: Followers): void {
    signal.removeEventListener("abort", followers.abort);
    this.#followers.delete(signal);
  }

  #cancel(records: readonly TaskRecord[], reason: unknown): void {
    for (const record of records.toReversed()) {
      this.#engine.stop(record, { kind: "cancel", reason });
    }
  }
}
