import { DatabaseSync } from "node:sqlite";
import {
  checkDuration,
  checkFunction,
  checkInteger,
  checkKeys,
  checkString,
} from "../../_internal/check_option.ts";
import { type Clock, delay, systemClock } from "../../_internal/clock.ts";
import { fromBlob, setUpDatabase, toBlob, transaction } from "../_sqlite.ts";
import { QueueClosedError } from "../errors.ts";
import type { Queue, QueueConsumeOptions, QueueMessage, QueueStats } from "../queue.ts";
import type { OutboxMessage } from "../store.ts";

/** How a SQLite queue hands out messages. */
export interface SqliteQueueOptions {
  /** Time a consumer has to acknowledge before its messages go to another. @default {30000} */
  readonly leaseMs?: number;
  /** Wait of a consumer that finds nothing, or whose handler rejected. @default {50} */
  readonly pollMs?: number;
  /**
   * Told of every error that `consume` survives: a handler that rejected, a database that another
   * process keeps locked. What it throws is ignored. @default nobody is told
   */
  readonly onError?: (error: unknown) => void;
  /** Where time comes from. @default {systemClock} */
  readonly clock?: Clock;
}

interface Settings {
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
}

type LeasedMessage = QueueMessage & { readonly place: number; readonly untilMs: number };

/** Longest wait between two attempts to reach a database that is locked. */
const longestPauseMs = 1_000;

/** Time and lease are parameters: SQLite's own clock must not be asked, tests move time. */
const schema = `
pragma journal_mode = wal;
pragma synchronous = full;
create table if not exists weir_queue (
  place integer primary key autoincrement,
  id text not null,
  routing_key text not null,
  body blob not null,
  leased_until_ms integer not null default 0,
  deliveries integer not null default 0
) strict;
`;

/**
 * Opens a durable message queue in a SQLite file: no server; producers and consumers may be
 * different processes on one machine.
 *
 * A consumer leases messages; those that it does not acknowledge in time are handed out again. A
 * message that is published again is there twice, under one id.
 *
 * While another process writes, `publish` rejects within 50 ms instead of holding up the event loop:
 * publish again, as a pipeline does. `consume` waits by itself, up to a second between attempts.
 *
 * Runs on Deno and Node 24, with their built-in `node:sqlite`.
 *
 * @example
 * ```ts
 * import { sqliteQueue } from "@weir/std/streams/sqlite";
 * import assert from "node:assert/strict";
 *
 * await using queue = sqliteQueue(":memory:");
 * await queue.publish([{ id: "1", routingKey: "push", body: "{}" }]);
 * const stop = new AbortController();
 * const seen: string[] = [];
 * await queue.consume((messages) => {
 *   seen.push(...messages.map(({ id }) => id));
 *   stop.abort();
 * }, { signal: stop.signal });
 * assert.deepEqual(seen, ["1"]);
 * assert.equal((await queue.stats()).depth, 0);
 * ```
 *
 * @param path File of the database, or `":memory:"`.
 * @param options Lease, poll, clock, and who is told of errors.
 * @returns The queue.
 * @throws {TypeError} If an option is of the wrong kind or unknown.
 * @throws {RangeError} If a duration is out of range.
 */
export function sqliteQueue(path: string, options: SqliteQueueOptions = {}): Queue {
  const action = "open the queue";
  checkString(action, "path", path);
  checkKeys(action, options, ["leaseMs", "pollMs", "onError", "clock"]);
  const leaseMs = checkDuration(action, "leaseMs", options.leaseMs ?? 30_000, 1);
  const pollMs = checkDuration(action, "pollMs", options.pollMs ?? 50, 1);
  const { onError = () => {}, clock = systemClock } = options;
  checkFunction(action, "onError", onError);
  const database = setUpDatabase(new DatabaseSync(path), (opened) => opened.exec(schema));
  return new SqliteQueue(database, { leaseMs, pollMs, onError, clock });
}

class SqliteQueue implements Queue {
  readonly #database: DatabaseSync;
  readonly #settings: Settings;
  readonly #closed = new AbortController();
  readonly #consumers = new Set<Promise<void>>();
  #published = Promise.withResolvers<void>();

  constructor(database: DatabaseSync, settings: Settings) {
    this.#database = database;
    this.#settings = settings;
  }

  // deno-lint-ignore require-await -- what it throws must reject the promise
  async publish(
    messages: readonly OutboxMessage[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#checkOpen("publish to");
    signal?.throwIfAborted();
    const insert = this.#database.prepare(
      "insert into weir_queue (id, routing_key, body) values (?, ?, ?)",
    );
    transaction(this.#database, () => {
      for (const { id, routingKey, body } of messages) insert.run(id, routingKey, toBlob(body));
    });
    this.#published.resolve();
    this.#published = Promise.withResolvers<void>();
  }

  async consume(
    handler: (messages: readonly QueueMessage[]) => void | Promise<void>,
    options: QueueConsumeOptions = {},
  ): Promise<void> {
    this.#checkOpen("consume");
    checkFunction("consume the queue", "handler", handler);
    checkKeys("consume the queue", options, ["maxMessages", "signal"]);
    const limit = checkInteger("consume the queue", "maxMessages", options.maxMessages ?? 256, 1);
    const stop = options.signal === undefined
      ? this.#closed.signal
      : AbortSignal.any([this.#closed.signal, options.signal]);
    const running = this.#consume(handler, limit, stop);
    this.#consumers.add(running);
    try {
      await running;
    } finally {
      this.#consumers.delete(running);
    }
  }

  // deno-lint-ignore require-await -- what it throws must reject the promise
  async stats(): Promise<QueueStats> {
    this.#checkOpen("ask");
    const row = this.#database.prepare("select count(*) as depth from weir_queue").get();
    return Object.freeze({ depth: Number(row?.depth) });
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    await Promise.allSettled(this.#consumers);
    this.#database.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #consume(
    handler: (messages: readonly QueueMessage[]) => void | Promise<void>,
    limit: number,
    stop: AbortSignal,
  ): Promise<void> {
    while (!stop.aborted) {
      const lease = () => stop.aborted ? [] : this.#lease(limit);
      const messages = await this.#persist(lease, stop) ?? [];
      if (messages.length === 0) {
        await this.#wait(stop);
        continue;
      }
      const places = JSON.stringify(messages.map(({ place }) => place));
      try {
        await handler(messages.map(({ place: _, untilMs: __, ...message }) => message));
      } catch (error) {
        this.#tell(error);
        await this.#persist(() => this.#giveBack(places, messages[0]!.untilMs), stop);
        // Not at once: a handler that always refuses would leave the process no time for anything.
        await this.#wait(stop);
        continue;
      }
      await this.#persist(() => this.#acknowledge(places), stop);
    }
  }

  /**
   * Works on the database, again and again while that fails. Once it is stopped it tries a last time;
   * what could not be settled comes again when its lease has run out.
   */
  async #persist<T>(work: () => T, stop: AbortSignal): Promise<T | undefined> {
    const { clock, pollMs } = this.#settings;
    for (let pauseMs = pollMs;; pauseMs *= 2) {
      try {
        return work();
      } catch (error) {
        this.#tell(error);
      }
      if (stop.aborted) return undefined;
      await delay(clock, Math.min(pauseMs, longestPauseMs), stop).catch(() => {});
    }
  }

  #tell(error: unknown): void {
    try {
      this.#settings.onError(error);
    } catch {
      // Who is told of errors must not add to them.
    }
  }

  #checkOpen(verb: string): void {
    if (!this.#closed.signal.aborted) return;
    throw new QueueClosedError(`Cannot ${verb} the queue as it is closed: open it again`);
  }

  #lease(limit: number): LeasedMessage[] {
    const { clock, leaseMs } = this.#settings;
    const nowMs = Math.floor(clock.now());
    const untilMs = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(nowMs + leaseMs));
    const rows = transaction(this.#database, () =>
      this.#database.prepare(
        `update weir_queue set leased_until_ms = ?1, deliveries = deliveries + 1
         where place in (select place from weir_queue where leased_until_ms <= ?2
                         order by place limit ?3)
         returning place, id, routing_key as "routingKey", body, deliveries - 1 as redeliveries,
           leased_until_ms as "untilMs"`,
      ).all(untilMs, nowMs, limit));
    // "returning" promises no order.
    return rows
      .map((row) => ({ ...row, body: fromBlob(row.body) }) as unknown as LeasedMessage)
      .sort((a, b) => a.place - b.place);
  }

  #acknowledge(places: string): void {
    this.#database.prepare(
      "delete from weir_queue where place in (select value from json_each(?))",
    ).run(places);
  }

  /** Gives back what is still leased until then: another consumer may have it by now. */
  #giveBack(places: string, untilMs: number): void {
    this.#database.prepare(
      `update weir_queue set leased_until_ms = 0
       where place in (select value from json_each(?)) and leased_until_ms = ?`,
    ).run(places, untilMs);
  }

  /** Waits for a publish in this process, or for the time at which to look for those of others. */
  async #wait(stop: AbortSignal): Promise<void> {
    const waited = new AbortController();
    const either = AbortSignal.any([stop, waited.signal]);
    const { clock, pollMs } = this.#settings;
    const pause = delay(clock, pollMs, either).catch(() => {});
    await Promise.race([pause, this.#published.promise]);
    waited.abort();
    await pause;
  }
}
