import type { Clock } from "../../_internal/clock.ts";
import type { Resource } from "../resource.ts";
import type { Scope } from "../scope.ts";
import { type LateListener, Making } from "./_making.ts";

/** Callers would wait in vain for a creation that never settles. */
const LONGEST_CREATION_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** Is told how each creation ended. */
export interface CreationListener<T> extends Omit<LateListener<T>, "endedLate"> {
  arrived(value: T, durationMs: number): void;
  failed(error: unknown, durationMs: number): void;
  /** The place of a creation that was given up is free. */
  freed(): void;
}

/**
 * Makes new values, through a scope that holds them: timeouts and retries are the scope's affair.
 *
 * A creation that is given up keeps its place as long as the resource is at work on it, or a server
 * that is slow to answer would see more connections with each timeout.
 *
 * After a failure one creation runs at a time, and only after a pause that doubles with each failure
 * in a row, so that a server that is down is not hammered. Whoever has nothing else to hope for need
 * not wait for the pause to end.
 */
export class Creation<T> implements LateListener<T> {
  /** Creations under way. */
  running = 0;
  /** Creations that were given up, but are still at work. */
  overdue = 0;
  /** Failures since the last success. */
  failures = 0;
  lastError: unknown;
  /** When a creation that nobody has to wait for may begin again. */
  #againAtMs = 0;
  readonly #resource: Resource<T>;
  readonly #values: Scope;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #listener: CreationListener<T>;

  constructor(
    resource: Resource<T>,
    listener: CreationListener<T>,
    { values, clock, signal }: {
      readonly values: Scope;
      readonly clock: Clock;
      readonly signal: AbortSignal;
    },
  ) {
    this.#resource = resource;
    this.#listener = listener;
    this.#values = values;
    this.#clock = clock;
    this.#signal = signal;
  }

  /**
   * When the next creation may begin, in monotonic time; `Infinity` while the one under way is to
   * tell first.
   */
  mayStartAtMs(isUrgent: boolean): number {
    if (this.failures === 0) return -Infinity;
    if (this.running > 0) return Infinity;
    return isUrgent ? -Infinity : this.#againAtMs;
  }

  start(): void {
    this.running++;
    const startedMs = this.#clock.monotonic();
    const timeoutMs = this.#resource.timeoutMs ?? LONGEST_CREATION_MS;
    const making = new Making(this.#resource, timeoutMs, this);
    this.#values.acquire(making, { signal: this.#signal }).then(
      (value) => {
        making.isKept = true;
        this.running--;
        this.failures = 0;
        this.lastError = undefined;
        this.#listener.arrived(value, this.#clock.monotonic() - startedMs);
      },
      (error: unknown) => {
        this.running--;
        if (making.giveUp()) this.overdue++;
        this.lastError = error;
        this.slowDown();
        this.#listener.failed(error, this.#clock.monotonic() - startedMs);
      },
    );
  }

  arrivedLate(value: T): boolean {
    return this.#listener.arrivedLate(value);
  }

  releasingLate(outcome: Promise<unknown>): void {
    this.#listener.releasingLate(outcome);
  }

  endedLate(): void {
    this.overdue--;
    this.#listener.freed();
  }

  /** Puts a pause before the next creation. */
  slowDown(): void {
    this.#againAtMs = this.#clock.monotonic() + pauseMs(++this.failures);
  }
}

/** Half of the pause is left to chance, so that the pools of many processes spread out. */
function pauseMs(failures: number): number {
  const fullMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  return fullMs * (1 - Math.random() / 2);
}
