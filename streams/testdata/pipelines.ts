import { ManualClock } from "../../testing/manual_clock.ts";
import type { Delivery } from "../delivery.ts";
import { filter } from "../operators/filter.ts";
import { map } from "../operators/map.ts";
import type { Operator } from "../operators/operator.ts";
import { parseJson } from "../operators/parse_json.ts";
import { pipe } from "../operators/pipe.ts";
import type { PipelineObserver } from "../pipeline_event.ts";
import type { Queue } from "../queue.ts";
import type { PipelineStore, Store } from "../store.ts";
import { defineTable, type RowOf, type Table } from "../table.ts";

const columns = { id: "text", kind: "text", at_ms: "integer", amount: "real" } as const;

/** The rows of the tests' pipelines. */
export type EventRow = RowOf<typeof columns>;

/** The table of the tests' pipelines. */
export const events: Table<EventRow> = defineTable("events", columns, "id");

/** What the bodies of the tests say. */
export interface EventBody {
  readonly kind: string;
  readonly atMs?: number;
  readonly amount?: number;
}

/** Drops kind `drop`, throws at kind `throw`, and makes a row that no store takes of kind `poison`. */
export const eventFlow: Operator<Delivery, EventRow> = pipe(
  parseJson<EventBody>(),
  filter(({ value }) => value.kind !== "drop", { name: "keepMost" }),
  map(({ id, value }): EventRow => {
    if (value.kind === "throw") throw new Error("Cannot read this kind");
    const { kind, atMs = 0, amount = 1 } = value;
    return { id: kind === "poison" ? null : id, kind, at_ms: atMs, amount };
  }, { name: "toRow" }),
);

/** A store whose pipelines have some of their methods replaced. */
export function wrapStore(
  store: Store,
  change: (inner: PipelineStore) => Partial<PipelineStore>,
): Store {
  return {
    open: async (plan) => {
      const inner = await store.open(plan) as unknown as PipelineStore;
      const { counts, commit, outbox, confirm, sketches, windows, deadLetters } = inner;
      const own = { counts, commit, outbox, confirm, sketches, windows, deadLetters };
      for (const [name, method] of Object.entries(own)) {
        Object.assign(own, { [name]: (method as () => unknown).bind(inner) });
      }
      return { ...own, ...change(inner) } as never;
    },
    page: (table, options) => store.page(table, options),
    close: () => store.close(),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** A queue whose methods are partly replaced. */
export function wrapQueue(queue: Queue, change: Partial<Queue>): Queue {
  return {
    publish: (messages, options) => queue.publish(messages, options),
    consume: (handler, options) => queue.consume(handler, options),
    stats: () => queue.stats(),
    close: () => queue.close(),
    [Symbol.asyncDispose]: () => queue.close(),
    ...change,
  };
}

/** A clock that moves on by itself to each wait that an observer hears of. */
export function impatientClock(): { clock: ManualClock; observer: PipelineObserver } {
  const clock = new ManualClock();
  const observer: PipelineObserver = (event) => {
    if (event.event !== "store.retrying" && event.event !== "queue.retrying") return;
    setImmediate(() => clock.advance(event.delayMs));
  };
  return { clock, observer };
}
