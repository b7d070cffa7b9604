/**
 * How do I show a filtered list page by page, its sums and its top, when it is too large to load?
 *
 * Run it: deno run examples/lazy.ts
 */
import { AsyncSeq, reducers } from "@weir/std/lazy";
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
const large = orders.filter((order) => order.total >= 90);

// A request asks for the first page, and gets a cursor with it.
const first = (await large.pages(20).first())!;
console.log(`first page: ${first.items.length} orders, ${queries} queries`);
assert.equal(queries, 3);

// The next request has nothing but that cursor: it begins with the page that the cursor lies in.
queries = 0;
const second = (await large.pages(20, { after: first.cursor! }).first())!;
console.log(`page ${second.number}: from order ${second.items[0]?.id} on, ${queries} queries`);
assert.deepEqual([second.number, second.start, second.items.length], [2, 20, 20]);
assert.equal(queries, 4);

// Three answers of one pass, and one value per city; no order is kept.
const { by, count, max, sum } = reducers;
const report = await orders.aggregate({
  orders: count(),
  dearest: max((order: Order) => order.total),
  byCity: by((order: Order) => order.city, sum((order: Order) => order.total)),
});
console.log(`${report.orders} orders, the dearest ${report.dearest}`);
console.table(Object.fromEntries(report.byCity));
assert.deepEqual([report.orders, report.dearest], [1_000, 99]);

// Only three orders are kept, since no more are asked for.
const dearest = orders.sort((a, b) => b.total - a.total).take(3);
console.log(String(dearest.explain()));
assert.deepEqual((await dearest.toArray()).map((order) => order.total), [99, 99, 99]);
