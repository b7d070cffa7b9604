import {
  checkDuration,
  checkFunction,
  checkInteger,
  checkKeys,
  optionMessage,
} from "../_internal/check_option.ts";
import { type Clock, systemClock } from "../_internal/clock.ts";
import { checkFiniteMs } from "./check_finite_ms.ts";
import { checkSignal } from "./check_signal.ts";
import { EventFeed, type SchedulerObserver } from "./event_feed.ts";
import type { Executor } from "./executor.ts";
import { webWorkers } from "./executors/web_workers.ts";
import type { HeartbeatOptions } from "./heartbeat.ts";
import { LocalScheduler } from "./local_scheduler.ts";
import type { Scheduler, WorkerRange } from "./scheduler.ts";
import { TaskEngine } from "./task_engine.ts";
import { untilAborted } from "./until_aborted.ts";

/** Options of {@linkcode createScheduler}. */
export interface SchedulerOptions {
  /** What runs the tasks. @default {webWorkers()} */
  readonly executor?: Executor;
  /**
   * Workers to start with; `scale()` may then go from 1 up. A range limits it.
   *
   * @default {navigator.hardwareConcurrency}
   */
  readonly workers?: number | WorkerRange;
  /** When workers tell that they are alive, and when their silence is acted on. */
  readonly heartbeat?: HeartbeatOptions;
  /**
   * How long a running task that was asked to stop may take before it is abandoned, in
   * milliseconds.
   *
   * @default {2_000}
   */
  readonly graceMs?: number;
  /** How many workers may die running a task before it is quarantined. @default {3} */
  readonly maxCrashes?: number;
  /** Where time comes from. */
  readonly clock?: Clock;
  /** Spreads retries: numbers from 0 to below 1. @default {Math.random} */
  readonly random?: () => number;
  /** Are called with every event; what they throw is counted in `stats().observerErrors`. */
  readonly observers?: readonly SchedulerObserver[];
  /** Gives up waiting for the first workers; rejects with its reason. */
  readonly signal?: AbortSignal;
}

const ACTION = "create the scheduler";
const KEYS = [
  "executor",
  "workers",
  "heartbeat",
  "graceMs",
  "maxCrashes",
  "clock",
  "random",
  "observers",
  "signal",
];

/**
 * Starts workers and gives a scheduler over them.
 *
 * Order: see {@linkcode Scheduler}. Buffer: the queue is not bounded. Cancel: the signal ends the
 * workers that were started and rejects with its reason.
 *
 * @example A task on a worker
 * ```ts
 * import { createScheduler, taskModule } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * // In a program: taskModule<typeof import("./tasks.ts")>(import.meta.resolve("./tasks.ts"))
 * const source = "export const square = (n) => n * n;";
 * const tasks = taskModule<{ square(n: number): number }>(`data:text/javascript,${source}`);
 *
 * await using scheduler = await createScheduler({ workers: 1 });
 * const task = scheduler.submit(tasks.square, 12, { priority: "high", runMs: 5_000 });
 * assert.equal(await task.result, 144);
 * ```
 *
 * @param options Executor, number of workers and limits.
 * @returns The scheduler, once its first workers are ready.
 * @throws {TypeError} If an option does not exist or has the wrong type.
 * @throws {RangeError} If a number is out of range.
 * @throws {WorkerStartError} If a worker cannot start.
 */
export async function createScheduler(options: SchedulerOptions = {}): Promise<Scheduler> {
  checkKeys(ACTION, options, KEYS);
  const {
    executor = webWorkers(),
    graceMs = 2_000,
    maxCrashes = 3,
    clock = systemClock,
    random = Math.random,
    observers = [],
    signal,
  } = options;
  checkDuration(ACTION, "graceMs", graceMs);
  checkInteger(ACTION, "maxCrashes", maxCrashes, 1);
  checkFunction(ACTION, "random", random);
  checkFunction(ACTION, "executor.start", executor.start);
  for (const observer of observers) checkFunction(ACTION, "observers", observer);
  const range = workerRange(options.workers);
  const heartbeat = heartbeatLimits(options.heartbeat);
  checkSignal(ACTION, signal);
  signal?.throwIfAborted();
  const feed = new EventFeed(observers);
  const engine = new TaskEngine({ executor, clock, random, heartbeat, graceMs, maxCrashes, feed });
  try {
    await untilAborted(engine.pool.open(range.min), signal);
  } catch (error) {
    await engine.pool.close();
    throw error;
  }
  const limits = typeof options.workers === "object" ? range : { min: 1, max: Infinity };
  return new LocalScheduler(engine, executor, clock, feed, limits);
}

function workerRange(workers: number | WorkerRange = defaultWorkers()): WorkerRange {
  if (typeof workers !== "object") {
    checkInteger(ACTION, "workers", workers, 1);
    return { min: workers, max: workers };
  }
  if (workers === null) {
    throw new TypeError(optionMessage(ACTION, "workers", "a number or { min, max }", workers));
  }
  checkKeys(ACTION, workers, ["min", "max"], "workers");
  const min = checkInteger(ACTION, "workers.min", workers.min, 1);
  return { min, max: checkInteger(ACTION, "workers.max", workers.max, min) };
}

function defaultWorkers(): number {
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}

function heartbeatLimits(heartbeat: HeartbeatOptions = {}): Required<HeartbeatOptions> {
  checkKeys(ACTION, heartbeat, ["everyMs", "lostAfterMs"], "heartbeat");
  const { everyMs = 1_000 } = heartbeat;
  checkFiniteMs(ACTION, "heartbeat.everyMs", everyMs, 1);
  const { lostAfterMs = 3 * everyMs } = heartbeat;
  checkDuration(ACTION, "heartbeat.lostAfterMs", lostAfterMs, everyMs);
  return { everyMs, lostAfterMs };
}
