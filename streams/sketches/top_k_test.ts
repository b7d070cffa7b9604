import assert from "node:assert/strict";
import { topK } from "./top_k.ts";

Deno.test("topK() holds its key function and a capacity of 1000 unless told otherwise", () => {
  const key = (row: { kind: string }) => row.kind;
  assert.deepEqual(topK({ key }), { key, capacity: 1_000 });
  assert.deepEqual(topK({ key, capacity: 5 }), { key, capacity: 5 });
});

Deno.test("topK() refuses options that do not exist or are of the wrong kind", () => {
  assert.throws(() => topK({ key: "kind" as never }), TypeError);
  assert.throws(() => topK({ key: () => "", capacity: 0 }), RangeError);
  assert.throws(() => topK({ key: () => "", capacty: 5 } as never), /capacity/);
});

Deno.test("topK() refuses options that are missing", () => {
  assert.throws(() => topK(undefined as never), {
    name: "TypeError",
    message: /as "options" must be an object/,
  });
});
