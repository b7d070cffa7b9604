/**
 * How do I fetch many things at once, in order, without flooding anybody, and store them in batches?
 *
 * Run it: deno run examples/lazy_concurrent.ts
 */
import { AsyncSeq } from "@weir/std/lazy";
import assert from "node:assert/strict";

/** Stands for a paged API of users. */
const listUsers = async (page: number = 0) => ({
  items: await Array.from({ length: 10 }, (_, index) => page * 10 + index),
  next: page < 9 ? page + 1 : undefined,
});

/** Stands for a slow request per user; every tenth takes longer. */
let underWay = 0;
let most = 0;
async function fetchProfile(id: number, signal: AbortSignal): Promise<{ id: number }> {
  most = Math.max(most, ++underWay);
  await new Promise((resolve) => setTimeout(resolve, id % 10 === 0 ? 5 : 1));
  underWay--;
  signal.throwIfAborted();
  return { id };
}

const profiles = AsyncSeq
  .fromPages(listUsers, { prefetch: 1 })
  .map((id, _index, { signal }) => fetchProfile(id, signal), { concurrency: 8 });

// In the order of the users, 25 rows at a time or what there is after a quarter of a second.
const stored: number[] = [];
for await (const batch of profiles.batch({ size: 25, maxWaitMs: 250 })) {
  stored.push(...batch.map(({ id }) => id));
  console.log(`stored ${batch.length} profiles, up to user ${batch.at(-1)?.id}`);
}
assert.deepEqual(stored, Array.from({ length: 100 }, (_, id) => id));
console.log(`never more than ${most} requests at once`);
assert.equal(most, 8);

// Leaving early aborts what is under way, and no further request is made.
const some = await profiles.take(3).toArray();
assert.deepEqual(some.map(({ id }) => id), [0, 1, 2]);

// One profile that cannot be had does not end the run.
const settled = await AsyncSeq
  .fromPages(listUsers)
  .take(20)
  .mapSettled((id) => id === 7 ? Promise.reject(new Error("gone")) : id, { concurrency: 4 })
  .countBy(({ status }) => status);
console.log(settled);
assert.deepEqual(settled, new Map([["fulfilled", 19], ["rejected", 1]]));
