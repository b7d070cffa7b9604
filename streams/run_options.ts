import type { Clock } from "../_internal/clock.ts";
import type { PipelineObserver } from "./pipeline_event.ts";
import type { Queue } from "./queue.ts";
import type { TopK } from "./sketches/top_k.ts";
import type { Store } from "./store.ts";
import type { Row, Table } from "./table.ts";
import type { WindowSet } from "./windows/tumble.ts";

/** Where a pipeline ends, and what it keeps. */
export interface RunOptions<R extends Row> {
  /** Name of the pipeline: the key of its offset and accounts in the store. */
  readonly name: string;
  /** The database. */
  readonly store: Store;
  /** The table that the flow's rows go to. */
  readonly table: Table<R>;
  /**
   * The message queue; without one no messages are made. The id of a message is that of its
   * delivery, with `#2`, `#3` … behind it for further rows of one delivery: unique within this
   * pipeline, not among several that share a queue.
   */
  readonly queue?: Queue;
  /** Where a row's message is routed: 255 bytes at most. @default {() => table.name} */
  readonly routingKey?: (row: R) => string;
  /** Windows by name. */
  readonly windows?: Readonly<Record<string, WindowSet<R>>>;
  /** Rankings by name. */
  readonly rankings?: Readonly<Record<string, TopK<R>>>;
  /** Deliveries per batch, and so per transaction, at most. @default {256} */
  readonly maxBatchItems?: number;
  /** Body bytes per batch at most. @default {1048576} */
  readonly maxBatchBytes?: number;
  /** Messages in the outbox at which the pipeline waits for the queue. @default {10000} */
  readonly maxOutbox?: number;
  /** Wait after the first failed attempt, in milliseconds. @default {100} */
  readonly minRetryMs?: number;
  /** Longest wait between attempts, in milliseconds. @default {10000} */
  readonly maxRetryMs?: number;
  /** Are told what happens. */
  readonly observers?: readonly PipelineObserver[];
  /** Where time comes from. @default {systemClock} */
  readonly clock?: Clock;
}
