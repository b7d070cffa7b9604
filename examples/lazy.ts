/**
 * How do I show the last page of a filtered list that is too large to load?
 *
 * Run it: deno run examples/lazy.ts
 */
import { AsyncSeq } from "@weir/std/lazy";
import assert from "node:assert/strict";

interface Order {
  readonly id: number;
  readonly city: string;
  readonly total: number;
}

const cities = ["Oslo", "Bern", "Lima"];
const table: Order[] = Array.from({ length: 1_000 }, (_, id) => ({
  id,
  city: cities[id % cities.length]!,
  total: (id * 37) % 100,
}));

/** Stands for `SELECT * FROM orders WHERE id > $1 ORDER BY id LIMIT 100`. */
let queries = 0;
async function keysetPage(after: number | undefined) {
  queries++;
  const items = await table.filter((order) => order.id > (after ?? -1)).slice(0, 100);
  return { items, next: items.length === 100 ? items.at(-1)?.id : undefined };
}

const orders = AsyncSeq.fromPages(keysetPage);

const first = await orders.filter((order) => order.total >= 90).pages(20).first();
assert(first !== undefined);
console.log(`first page: ${first.items.length} orders, ${queries} queries`);
assert.equal(queries, 3);

for await (const page of orders.filter((order) => order.total >= 90).pages(20)) {
  const ids = page.items.map((order) => order.id);
  console.log(
    `page ${page.number}: orders ${ids[0]} to ${ids.at(-1)}${page.hasNext ? "" : ", last"}`,
  );
  if (!page.hasNext) assert.deepEqual([page.number, page.start], [5, 80]);
}

const sums = await orders.reduceBy(
  (order) => order.city,
  (sum, order) => sum + order.total,
  () => 0,
);
console.table(Object.fromEntries(sums));
assert.equal([...sums.values()].reduce((a, b) => a + b), 49_500);

const [dearest] = await orders.top(1, (a, b) => b.total - a.total);
console.log(`dearest: order ${dearest?.id}, ${dearest?.total}`);
assert.equal(dearest?.total, 99);
