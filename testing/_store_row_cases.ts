import {
  defineTable,
  type Row,
  type Store,
  type StorePageOptions,
  type Table,
} from "../streams/mod.ts";
import type { Subject, SuiteCase } from "./conformance.ts";
import { expectEqual, expectRejection } from "./_expect.ts";
import { commit, item, itemRows, items, nothing, openItems, readAll } from "./_store_fixtures.ts";

const kinds = defineTable("kinds", {
  id: "text",
  note: "text",
  whole: "integer",
  part: "real",
  flag: "boolean",
  data: "json",
}, "id");

/** Writes rows, one delivery each, and reads the table back. */
async function roundTrip<R extends Row>(
  subject: Subject<Store>,
  table: Table<R>,
  rows: readonly R[],
): Promise<R[]> {
  await using store = await subject.open();
  const pipeline = await store.open({ pipeline: "kinds", table });
  await pipeline.commit({
    fromSeq: 0,
    toSeq: rows.length,
    records: rows.map((row, n) => ({ seq: n + 1, deliveryId: `${n}`, row })),
    dead: [],
    filtered: 0,
    aggregate: () => nothing,
  });
  return (await readAll((options) => store.page(table, options), 500)).items;
}

const texts = [
  "",
  'it\'s "quoted" and `ticked`; drop table items; --',
  "\\ \\n \\u0041 %s $1 {} [] ,",
  "line\nbreak\ttab\r\u0001\u001f\u007f\u2028",
  "äöü ß 漢字 العربية 🙈 👩‍👩‍👧 e\u0301",
];

/** What a table promises about the values it is given. */
export const rowCases: readonly SuiteCase<Store>[] = [
  {
    name: "gives back every kind of value as it was",
    async run(subject) {
      const json = { text: "x", list: [1, null, "a", { deep: [true] }], 'odd " key': -0.5 };
      const base = { note: "n", whole: 1, part: 0.5, flag: true, data: json };
      const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER, MAX_VALUE, MIN_VALUE } = Number;
      const rows = [
        { id: "a", ...base },
        { id: "b", note: "", whole: 0, part: 0, flag: false, data: "text" },
        { id: "c", note: "", whole: MAX_SAFE_INTEGER, part: MAX_VALUE, flag: true, data: 12.5 },
        { id: "d", note: "", whole: MIN_SAFE_INTEGER, part: MIN_VALUE, flag: true, data: false },
        { id: "e", note: "", whole: 1, part: 0.1 + 0.2, flag: true, data: [] },
        { id: "f", note: null, whole: null, part: null, flag: null, data: null },
      ];
      expectEqual(await roundTrip(subject, kinds, rows), rows, "the rows");
    },
  },
  {
    name: "gives back text as it was, in values and in keys",
    async run(subject) {
      const table = defineTable("notes", { id: "text", note: "text" }, "id");
      const rows = texts.map((text, n) => ({ id: `${n}${text}`, note: text }));
      expectEqual(await roundTrip(subject, table, rows), rows, "the rows");
    },
  },
  {
    name: "takes a megabyte of text in one value and ten thousand rows in one batch",
    async run(subject) {
      const table = defineTable("large", { id: "text", note: "text" }, "id");
      const rows = Array.from({ length: 10_000 }, (_, n) => ({
        id: `${n}`.padStart(5, "0"),
        note: n === 0 ? "ü🙈".repeat(200_000) : "short",
      }));
      const read = await roundTrip(subject, table, rows);
      expectEqual(read.length, 10_000, "the number of rows");
      expectEqual(read[0]?.note === rows[0]?.note, true, "the equality of the long text");
    },
  },
  {
    name: "takes a table that has nothing but its key",
    async run(subject) {
      const table = defineTable("keys", { id: "text" }, "id");
      const rows = await roundTrip(subject, table, [{ id: "b" }, { id: "a" }, { id: "b" }]);
      expectEqual(rows, [{ id: "a" }, { id: "b" }], "the rows");
    },
  },
  {
    name: "takes names that are words of SQL",
    async run(subject) {
      const table = defineTable("select", { from: "text", order: "integer", user: "text" }, "from");
      const rows = [{ from: "a", order: 1, user: "u" }];
      expectEqual(await roundTrip(subject, table, rows), rows, "the rows");
    },
  },
  {
    name: "pages rows in order of their keys by code point",
    async run(subject) {
      await using opened = await openItems(subject);
      const keys = ["", " ", "A", "B", "Z", "a", "a b", "ab", "b", "ä", "\u{ff5e}", "\u{1f600}"];
      const records = keys.toReversed().map((key, n) => item(key, n));
      await commit(opened.pipeline, { records });
      for (const limit of [1, 5, 6, 12, 13]) {
        const read = await readAll((page) => opened.store.page(items, page), limit);
        expectEqual(read.items.map((row) => row.id), keys, `the keys in pages of ${limit}`);
        expectEqual(read.sizes.length, Math.ceil(12 / limit), `the pages of ${limit}`);
      }
    },
  },
  {
    name: "gives one empty page of what is empty",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline, store } = opened;
      expectEqual(await store.page(items), { items: [] }, "the rows");
      expectEqual(await pipeline.windows("none"), { items: [] }, "the windows");
      expectEqual(await pipeline.deadLetters(), { items: [] }, "the dead letters");
      expectEqual(await pipeline.outbox(10), [], "the outbox");
    },
  },
  {
    name: "refuses a page without a sound limit or cursor, or with an option that does not exist",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline, store } = opened;
      await expectRejection(() => store.page(items, { limit: 0 }), "RangeError", "page()");
      await expectRejection(() => store.page(items, { after: "{" }), "TypeError", "page()");
      await expectRejection(() => pipeline.windows("w", { after: "1" }), "TypeError", "windows()");
      const typo = { limits: 1 } as StorePageOptions;
      await expectRejection(() => store.page(items, typo), "TypeError", "page()");
      await expectRejection(() => pipeline.windows("w", typo), "TypeError", "windows()");
      await expectRejection(() => pipeline.deadLetters(typo), "TypeError", "deadLetters()");
    },
  },
  {
    name: "refuses everything with StoreClosedError once it is closed",
    async run(subject) {
      const { pipeline, store } = await openItems(subject);
      await commit(pipeline, { records: [item("a")] });
      await store.close();
      const calls: Record<string, () => Promise<unknown>> = {
        open: () => store.open({ pipeline: "orders", table: items }),
        page: () => store.page(items),
        counts: () => pipeline.counts(),
        commit: () => commit(pipeline, { fromSeq: 1, records: [item("b")] }),
        outbox: () => pipeline.outbox(1),
        confirm: () => pipeline.confirm([1]),
        sketches: () => pipeline.sketches(),
        windows: () => pipeline.windows("w"),
        deadLetters: () => pipeline.deadLetters(),
      };
      for (const [name, call] of Object.entries(calls)) {
        await expectRejection(call, "StoreClosedError", `${name}()`);
      }
    },
  },
  {
    name: "refuses text that a database would cut off or change",
    async run(subject) {
      await using opened = await openItems(subject);
      for (const text of ["a\0b", "half a pair \ud83d"]) {
        const records = [item(text)];
        const call = () => commit(opened.pipeline, { records });
        await expectRejection(call, "StoreRejectedError", "the text");
      }
      expectEqual((await opened.pipeline.counts()).offset, 0, "the offset");
    },
  },
  {
    name: "refuses a batch with a value that does not fit, as a fault of the data, as a whole",
    async run(subject) {
      await using store = await subject.open();
      const pipeline = await store.open({ pipeline: "kinds", table: kinds });
      const good = { id: "a", note: "n", whole: 1, part: 1, flag: true, data: {} };
      const bad: Record<string, unknown>[] = [
        { whole: 1.5 },
        { whole: "many" },
        { whole: 1e300 },
        { part: Number.NaN },
        { part: Number.POSITIVE_INFINITY },
        { flag: "yes" },
        { note: 5 },
        { data: 10n },
        { id: null },
      ];
      for (const values of bad) {
        const rows = [good, { ...good, id: "b", ...values } as typeof good];
        const call = () =>
          pipeline.commit({
            fromSeq: 0,
            toSeq: 2,
            records: rows.map((row, n) => ({ seq: n + 1, deliveryId: `${n}`, row })),
            dead: [],
            filtered: 0,
            aggregate: () => nothing,
          });
        await expectRejection(call, "StoreRejectedError", `commit() of ${Object.keys(values)}`);
      }
      expectEqual((await pipeline.counts()).offset, 0, "the offset");
      expectEqual((await store.page(kinds)).items, [], "the rows");
    },
  },
  {
    name: "goes on after a batch that was refused",
    async run(subject) {
      await using opened = await openItems(subject);
      const { pipeline, store } = opened;
      const call = () => commit(pipeline, { records: [item("a", 0.5)] });
      await expectRejection(call, "StoreRejectedError", "commit()");
      await commit(pipeline, { records: [item("a", 1)] });
      expectEqual(await itemRows(store), [{ id: "a", amount: 1 }], "the rows");
    },
  },
];
