import type { Clock } from "../_internal/clock.ts";
import type { EventFeed } from "./event_feed.ts";
import type { Executor } from "./executor.ts";
import type { HeartbeatOptions } from "./heartbeat.ts";

/** What the engine needs to know. */
export interface EngineOptions {
  /** What runs the tasks. */
  readonly executor: Executor;
  /** Where time comes from. */
  readonly clock: Clock;
  /** Spreads retries. */
  readonly random: () => number;
  /** Heartbeats of workers. */
  readonly heartbeat: Required<HeartbeatOptions>;
  /** How long a task that was asked to stop may take to do so, in milliseconds. */
  readonly graceMs: number;
  /** How many workers one task may take down with it. */
  readonly maxCrashes: number;
  /** Who is told what happens. */
  readonly feed: EventFeed;
}
