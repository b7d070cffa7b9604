import type { Store, StoreRecord } from "../streams/mod.ts";
import type { SuiteCase } from "./conformance.ts";
import { expectEqual, expectRejection } from "./_expect.ts";
import {
  commit,
  deadLetter,
  type Item,
  item,
  itemRows,
  itemWithMessage,
  openItems,
} from "./_store_fixtures.ts";

const empty = {
  offset: 0,
  stored: 0,
  duplicates: 0,
  dead: 0,
  filtered: 0,
  outbox: 0,
  published: 0,
};
const ids = (records: readonly StoreRecord<Item>[]) => records.map((each) => each.deliveryId);

/** What one transaction per batch promises: accounts, offset, duplicates. */
export const commitCases: readonly SuiteCase<Store>[] = [
  {
    name: "begins with empty accounts",
    async run(subject) {
      await using opened = await openItems(subject);
      expectEqual(await opened.pipeline.counts(), empty, "the accounts");
    },
  },
  {
    name: "writes rows, messages, dead letters and accounts of a batch",
    async run(subject) {
      await using opened = await openItems(subject);
      const { store, pipeline } = opened;
      const records = [itemWithMessage("a"), item("b", 2)];
      const result = await commit(pipeline, { records, dead: [deadLetter(3)], filtered: 2 });
      expectEqual(result, { stored: 2, duplicates: 0, messages: 1 }, "the result");
      const counts = {
        offset: 5,
        stored: 2,
        duplicates: 0,
        dead: 1,
        filtered: 2,
        outbox: 1,
        published: 0,
      };
      expectEqual(await pipeline.counts(), counts, "the accounts");
      expectEqual(await itemRows(store), [{ id: "a", amount: 1 }, { id: "b", amount: 2 }], "rows");
      expectEqual((await pipeline.deadLetters()).items, [deadLetter(3)], "dead letters");
    },
  },
  {
    name: "writes a batch without records",
    async run(subject) {
      await using opened = await openItems(subject);
      const result = await commit(opened.pipeline, { filtered: 3 });
      expectEqual(result, { stored: 0, duplicates: 0, messages: 0 }, "the result");
      expectEqual(await opened.pipeline.counts(), { ...empty, offset: 3, filtered: 3 }, "accounts");
    },
  },
  {
    name: "writes nothing of a batch whose aggregate throws",
    async run(subject) {
      await using opened = await openItems(subject);
      const records = [itemWithMessage("a")];
      const call = () =>
        commit(opened.pipeline, {
          records,
          dead: [deadLetter(2)],
          aggregate: () => {
            throw new RangeError("no aggregate");
          },
        });
      await expectRejection(call, "RangeError", "commit()");
      expectEqual(await opened.pipeline.counts(), empty, "the accounts");
      expectEqual(await itemRows(opened.store), [], "the rows");
      expectEqual((await opened.pipeline.deadLetters()).items, [], "the dead letters");
      expectEqual((await commit(opened.pipeline, { records })).stored, 1, "stored afterwards");
    },
  },
  {
    name: "refuses a batch that does not begin at the offset",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline, store } = opened;
      await commit(pipeline, { records: [item("a")] });
      for (const fromSeq of [0, 2]) {
        const call = () => commit(pipeline, { fromSeq, records: [item("b")] });
        await expectRejection(call, "OffsetConflictError", `commit() from ${fromSeq}`);
      }
      expectEqual(await pipeline.counts(), { ...empty, offset: 1, stored: 1 }, "the accounts");
      expectEqual(await itemRows(store), [{ id: "a", amount: 1 }], "the rows");
    },
  },
  {
    name: "lets one of two writers of a pipeline through",
    async run(subject) {
      await using one = await openItems(subject);
      await using other = await openItems(subject);
      const outcomes = await Promise.allSettled([
        commit(one.pipeline, { fromSeq: 0, records: [item("a")] }),
        commit(other.pipeline, { fromSeq: 0, records: [item("b")] }),
      ]);
      const refused = outcomes.flatMap((each) => each.status === "rejected" ? [each.reason] : []);
      expectEqual(refused.map((error) => error.name), ["OffsetConflictError"], "the refusals");
      expectEqual((await itemRows(one.store)).length, 1, "the number of rows");
      expectEqual(await other.pipeline.counts(), { ...empty, offset: 1, stored: 1 }, "accounts");
    },
  },
  {
    name: "stores a delivery once across batches",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline } = opened;
      await commit(pipeline, { records: [itemWithMessage("a")] });
      const again = await commit(pipeline, {
        records: [itemWithMessage("a"), itemWithMessage("b")],
      });
      expectEqual(again, { stored: 1, duplicates: 1, messages: 1 }, "the result");
      const counts = { ...empty, offset: 3, stored: 2, duplicates: 1, outbox: 2 };
      expectEqual(await pipeline.counts(), counts, "the accounts");
    },
  },
  {
    name: "leaves a stored row alone when its delivery comes again",
    async run(subject) {
      await using opened = await openItems(subject);
      await commit(opened.pipeline, { records: [item("a", 1)] });
      await commit(opened.pipeline, { records: [item("a", 2)] });
      expectEqual(await itemRows(opened.store), [{ id: "a", amount: 1 }], "the rows");
    },
  },
  {
    name: "stores the first of two equal deliveries in one batch",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline } = opened;
      let seen: string[] = [];
      const result = await commit(pipeline, {
        records: [itemWithMessage("a"), itemWithMessage("a"), item("b"), itemWithMessage("a")],
        aggregate: (fresh) => {
          seen = ids(fresh);
          return { windows: [], sketches: [] };
        },
      });
      expectEqual(result, { stored: 2, duplicates: 2, messages: 1 }, "the result");
      expectEqual(seen, ["a", "b"], "what the aggregate saw");
      const counts = { ...empty, offset: 4, stored: 2, duplicates: 2, outbox: 1 };
      expectEqual(await pipeline.counts(), counts, "the accounts");
    },
  },
  {
    name: "stores several records of one delivery together",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline, store } = opened;
      const records = [
        item("a-1", 1, { seq: 1, deliveryId: "a" }),
        item("a-2", 2, { seq: 1, deliveryId: "a" }),
        item("b"),
      ];
      const result = await commit(pipeline, { records, toSeq: 2 });
      expectEqual(result, { stored: 2, duplicates: 0, messages: 0 }, "the result");
      expectEqual((await itemRows(store)).map((row) => row.id), ["a-1", "a-2", "b"], "the keys");
      const again = await commit(pipeline, { records: records.slice(0, 2), toSeq: 3 });
      expectEqual(again, { stored: 0, duplicates: 1, messages: 0 }, "the result of the repeat");
    },
  },
  {
    name: "replaces a row whose key another delivery writes, the last one staying",
    async run(subject) {
      await using opened = await openItems(subject);
      const write = (deliveryId: string, amount: number) => item("a", amount, { deliveryId });
      await commit(opened.pipeline, { records: [write("1", 1)] });
      await commit(opened.pipeline, { records: [write("2", 2), write("3", 3)] });
      expectEqual(await itemRows(opened.store), [{ id: "a", amount: 3 }], "the rows");
    },
  },
  {
    name: "keeps pipelines apart that write one table",
    async run(subject) {
      await using one = await openItems(subject, "one");
      await using other = await openItems(subject, "other");
      await commit(one.pipeline, { records: [itemWithMessage("a")], dead: [deadLetter(2)] });
      const result = await commit(other.pipeline, { records: [item("a")] });
      expectEqual(result.stored, 1, "what the other pipeline stored");
      expectEqual(await other.pipeline.counts(), { ...empty, offset: 1, stored: 1 }, "accounts");
      expectEqual(await other.pipeline.outbox(10), [], "the outbox of the other pipeline");
      expectEqual((await other.pipeline.deadLetters()).items, [], "its dead letters");
    },
  },
  {
    name: "keeps everything when it is opened again",
    async run(subject) {
      const before = await openItems(subject);
      await commit(before.pipeline, {
        records: [itemWithMessage("a")],
        dead: [deadLetter(2)],
        aggregate: () => ({
          windows: [{ window: "w", startMs: 0, key: "k", field: "n", amount: 1 }],
          sketches: [{ name: "s", state: "1" }],
        }),
      });
      await before.store.close();
      await using after = await openItems(subject);
      const counts = { ...empty, offset: 2, stored: 1, dead: 1, outbox: 1 };
      expectEqual(await after.pipeline.counts(), counts, "the accounts");
      expectEqual(await itemRows(after.store), [{ id: "a", amount: 1 }], "the rows");
      expectEqual((await after.pipeline.outbox(1))[0]?.id, "message-a", "the message");
      expectEqual((await after.pipeline.windows("w")).items[0]?.fields, { n: 1 }, "the window");
      expectEqual(await after.pipeline.sketches(), new Map([["s", "1"]]), "the sketches");
      const again = await commit(after.pipeline, { records: [item("a")] });
      expectEqual(again.duplicates, 1, "the duplicates afterwards");
    },
  },
];
