import assert from "node:assert/strict";
import { PendingClasses } from "./pending_classes.ts";

const place = (key: string) => ({
  key,
  module: `file:///${key}.ts`,
  site: () => ({ file: `file:///${key}.ts`, line: 1, column: 1 }),
});

Deno.test("PendingClasses() lets places beyond the first thousand share one", () => {
  const pending = new PendingClasses();
  const tokens = Array.from({ length: 1_003 }, (_, at) => {
    const token = {};
    pending.extended(token, place(`${at}`));
    return token;
  });
  const list = pending.list();
  assert.deepEqual([list.length, list[999]!.count, list[1_000]!.count], [1_001, 1, 3]);
  assert.equal(list[1_000]!.site, undefined);
  for (const token of tokens) pending.seen(token);
  assert.deepEqual(pending.list(), []);
});

Deno.test("PendingClasses() counts classes of one place, and of none, as one entry", () => {
  const pending = new PendingClasses();
  const tokens = ["", "", "a", "a"].map((key) => {
    const token = {};
    pending.extended(token, place(key));
    return token;
  });
  const counts = () => pending.list().map(({ module, count }) => [module, count]);
  assert.deepEqual(counts(), [[undefined, 2], ["file:///a.ts", 2]]);
  pending.seen(tokens[0]!);
  pending.seen(tokens[0]!);
  pending.refused(tokens[2]!, "A", "wrong");
  assert.deepEqual(counts(), [[undefined, 1], ["file:///a.ts", 1], ["file:///a.ts", 1]]);
  assert.deepEqual([pending.list()[2]!.className, pending.list()[2]!.error], ["A", "wrong"]);
  assert.ok(pending.list().every((one) => Object.isFrozen(one)));
});
