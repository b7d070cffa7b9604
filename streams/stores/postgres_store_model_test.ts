import assert from "node:assert/strict";
import fc from "fast-check";
import { OffsetConflictError, StoreRejectedError } from "../errors.ts";
import { defineTable } from "../table.ts";
import { batchOf, record } from "../testdata/item_batches.ts";
import { ignore, openDatabase } from "../testdata/postgres_database.ts";

Deno.test({
  name: "postgresStore() agrees with a model under any sequence of batches",
  ignore,
  async fn() {
    await using database = await openDatabase();
    await using store = await database.open();
    const ids = fc.constantFrom("a", "b", "c", "d", "e");
    const batch = fc.record({
      ids: fc.array(ids, { maxLength: 6 }),
      stale: fc.boolean(),
      refused: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 6 }), async (batches) => {
        const table = defineTable(`items_${run}`, { id: "text", amount: "integer" }, "id");
        const pipeline = await store.open({ pipeline: `p_${run++}`, table });
        const model = {
          offset: 0,
          stored: 0,
          duplicates: 0,
          dead: 0,
          filtered: 0,
          outbox: 0,
          published: 0,
        };
        const seen = new Map<string, number>();
        for (const [n, { ids, stale, refused }] of batches.entries()) {
          const records = ids.map((id) => record(id, n));
          if (refused) records.push(record("bad", 0.5));
          const from = model.offset + (stale ? 1 : 0);
          const call = pipeline.commit(batchOf(from, records));
          if (stale) await assert.rejects(call, OffsetConflictError);
          else if (refused) await assert.rejects(call, StoreRejectedError);
          else {
            await call;
            for (const id of ids) {
              if (seen.has(id)) model.duplicates++;
              else seen.set(id, n);
            }
            model.offset += ids.length + 1;
            model.dead++;
            model.stored = model.outbox = seen.size;
          }
        }
        assert.deepEqual({ ...await pipeline.counts() }, model);
        const rows = [...seen].map(([id, amount]) => ({ id, amount }));
        rows.sort((a, b) => a.id < b.id ? -1 : 1);
        assert.deepEqual((await store.page(table)).items, rows);
        const [window] = (await pipeline.windows("w")).items;
        assert.equal(window?.fields.n ?? 0, seen.size);
        const messages = await pipeline.outbox(100);
        assert.deepEqual(messages.map((each) => each.id), [...seen.keys()]);
      }),
      { numRuns: 25 },
    );
  },
});
