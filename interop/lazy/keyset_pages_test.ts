import assert from "node:assert/strict";
import pg from "pg";
import { answer, fillTable, signed } from "./keyset_pages.ts";

const url = Deno.env.get("DATABASE_URL");

async function connect(): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: url! });
  await client.connect();
  await fillTable(client);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

Deno.test({
  name: "AsyncSeq.pages over a table queries no keys before the cursor of a request",
  ignore: url === undefined,
  async fn() {
    await using client = await connect();
    const { rows } = await client.query<{ id: number }>(
      "SELECT id FROM orders WHERE total >= 70 ORDER BY id",
    );
    const codec = signed("a secret");
    const read: number[] = [];
    let after: string | undefined;
    let last = 0;
    for (let number = 1;; number++) {
      const { ids, page, next, queried } = await answer(client, codec, after);
      assert.equal(page, number);
      assert.ok(queried.every((id) => (id ?? 0) > last - 200), `${queried} after ${last}`);
      assert.ok(queried.length <= 3);
      read.push(...ids);
      last = ids.at(-1)!;
      if (next === null) break;
      after = next;
    }
    assert.deepEqual(read, rows.map(({ id }) => id));
  },
});

Deno.test({
  name: "AsyncSeq.pages over a table refuses a cursor that another secret has signed",
  ignore: url === undefined,
  async fn() {
    await using client = await connect();
    const { next } = await answer(client, signed("theirs"), undefined);
    await assert.rejects(answer(client, signed("ours"), next!), /signature is wrong/);
    await assert.rejects(answer(client, signed("ours"), "e30.AA"), /signature is wrong/);
  },
});
