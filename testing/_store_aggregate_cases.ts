import type { PipelineStore, Store, StoreRecord, WindowDelta } from "../streams/mod.ts";
import type { SuiteCase } from "./conformance.ts";
import { expectEqual, expectThat } from "./_expect.ts";
import {
  commit,
  deadLetter,
  type Item,
  item,
  itemWithMessage,
  openItems,
  readAll,
} from "./_store_fixtures.ts";

/** Adds deltas to the windows of a pipeline. */
async function add(pipeline: PipelineStore<Item>, windows: readonly WindowDelta[]): Promise<void> {
  await commit(pipeline, { filtered: 1, aggregate: () => ({ windows, sketches: [] }) });
}

function delta(startMs: number, key: string, field: string, amount: number): WindowDelta {
  return { window: "minute", startMs, key, field, amount };
}

/** What a batch writes next to its rows: windows, sketches, outbox, dead letters. */
export const aggregateCases: readonly SuiteCase<Store>[] = [
  {
    name: "shows its aggregate the fresh records alone, in order",
    async run(subject) {
      await using opened = await openItems(subject);
      await commit(opened.pipeline, { records: [item("b")] });
      const records = [item("c"), item("b"), item("a")];
      let seen: readonly StoreRecord<Item>[] = [];
      await commit(opened.pipeline, {
        records,
        aggregate: (fresh) => {
          seen = fresh;
          return { windows: [], sketches: [] };
        },
      });
      expectEqual(seen, [records[0], records[2]], "the fresh records");
    },
  },
  {
    name: "adds up windows within a batch and across batches",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline } = opened;
      await add(pipeline, [delta(0, "a", "count", 1), delta(0, "a", "count", 2)]);
      await add(pipeline, [delta(0, "a", "count", -0.5), delta(0, "a", "sum", 10)]);
      const expected = [{ startMs: 0, key: "a", fields: { count: 2.5, sum: 10 } }];
      expectEqual((await pipeline.windows("minute")).items, expected, "the windows");
      expectEqual((await pipeline.windows("hour")).items, [], "the windows of another set");
    },
  },
  {
    name: "pages windows in order of time and key, however many fields they have",
    async run(subject) {
      await using opened = await openItems(subject);
      const starts = [-60_000, 0, 1_700_000_000_000];
      const keys = ["", "A", "a", "ä", "\u{ff5e}", "\u{1f600}"];
      const all = starts.flatMap((startMs) => keys.map((key) => ({ startMs, key })));
      await add(
        opened.pipeline,
        all.toReversed().flatMap(({ startMs, key }) => [
          delta(startMs, key, "x", 1),
          delta(startMs, key, "y", 2),
        ]),
      );
      for (const limit of [1, 5, 6, 18, 500]) {
        const read = await readAll((page) => opened.pipeline.windows("minute", page), limit);
        const expected = all.map((each) => ({ ...each, fields: { x: 1, y: 2 } }));
        expectEqual(read.items, expected, `the windows in pages of ${limit}`);
        expectEqual(read.sizes.length, Math.ceil(18 / limit), `the pages of ${limit}`);
      }
    },
  },
  {
    name: "keeps the last state of each sketch",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline } = opened;
      expectEqual(await pipeline.sketches(), new Map(), "the sketches at first");
      const write = (sketches: { name: string; state: string }[]) =>
        commit(pipeline, { filtered: 1, aggregate: () => ({ windows: [], sketches }) });
      await write([{ name: "top", state: "1" }, { name: "users", state: "x".repeat(100_000) }]);
      await write([{ name: "top", state: "2" }]);
      const expected = new Map([["top", "2"], ["users", "x".repeat(100_000)]]);
      expectEqual(await pipeline.sketches(), expected, "the sketches");
    },
  },
  {
    name: "hands out messages oldest first until they are confirmed",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline } = opened;
      const ids = Array.from({ length: 30 }, (_, n) => `${(n * 7) % 30}`);
      await commit(pipeline, { records: ids.slice(0, 20).map((id) => itemWithMessage(id)) });
      await commit(pipeline, { records: ids.slice(20).map((id) => itemWithMessage(id)) });
      const all = await pipeline.outbox(100);
      expectEqual(all.map((each) => each.id), ids.map((id) => `message-${id}`), "the order");
      const { id, routingKey, body } = all[0]!;
      const first = { id: "message-0", routingKey: "items.new", body: '{"id":"0"}' };
      expectEqual({ id, routingKey, body }, first, "the first message");
      expectEqual(await pipeline.outbox(3), all.slice(0, 3), "the oldest three");
      const places = all.map((each) => each.place);
      expectEqual(places.toSorted((a, b) => a - b), places, "the places");
      await pipeline.confirm([places[0]!, places[2]!]);
      await pipeline.confirm([]);
      await pipeline.confirm([places[0]!]);
      expectEqual(await pipeline.outbox(2), [all[1], all[3]], "the oldest two afterwards");
      const { outbox, published } = await pipeline.counts();
      expectEqual([outbox, published], [28, 2], "messages in the outbox, and confirmed");
    },
  },
  {
    name: "leaves the messages of other pipelines alone when it confirms",
    async run(subject) {
      await using one = await openItems(subject, "one");
      await using other = await openItems(subject, "other");
      await commit(one.pipeline, { records: [itemWithMessage("a")] });
      const places = (await one.pipeline.outbox(1)).map((each) => each.place);
      await other.pipeline.confirm(places);
      expectEqual((await one.pipeline.outbox(1)).length, 1, "the number of messages");
    },
  },
  {
    name: "keeps the bytes and the story of a dead letter",
    async run(subject) {
      await using opened = await openItems(subject);
      const letter = deadLetter(1, {
        deliveryId: 'quote " and \\ and ✓',
        stage: "store",
        error: "Error: it's a\nmulti-line “story” 🙈",
        headers: { "x-signature": "sha256=äöü", "x-empty": "" },
        body: Uint8Array.from({ length: 1_024 }, (_, n) => n % 256),
      });
      await commit(opened.pipeline, { dead: [letter, deadLetter(2, { body: new Uint8Array() })] });
      const read = (await opened.pipeline.deadLetters()).items;
      expectEqual(read[0], letter, "the dead letter");
      expectEqual(read[1]?.body, new Uint8Array(), "the empty body");
    },
  },
  {
    name: "takes a dead letter whatever its text holds",
    async run(subject) {
      await using opened = await openItems(subject);
      const text = "nul \0 and half a pair \ud83d";
      const letter = deadLetter(1, { deliveryId: text, error: text, headers: { "x-odd": text } });
      await commit(opened.pipeline, { dead: [letter] });
      const [read] = (await opened.pipeline.deadLetters()).items;
      expectEqual(read?.body, letter.body, "the body");
      expectThat(read?.error.startsWith("nul ") === true, "the legible part of the text to stay");
    },
  },
  {
    name: "pages dead letters in order of their numbers",
    async run(subject) {
      await using opened = await openItems(subject);
      const numbers = [1, 2, 9, 10, 11, 100, 2_000_000_000_000];
      const dead = numbers.toReversed().map((seq) => deadLetter(seq));
      await commit(opened.pipeline, { dead });
      for (const limit of [1, 3, 7, 500]) {
        const read = await readAll((page) => opened.pipeline.deadLetters(page), limit);
        expectEqual(read.items.map((each) => each.seq), numbers, `pages of ${limit}`);
      }
    },
  },
];
