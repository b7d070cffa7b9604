import assert from "node:assert/strict";
import { moduleSpellings } from "./module_spellings.ts";

Deno.test("moduleSpellings() knows addresses as engines write them", () => {
  assert.deepEqual([...moduleSpellings("file:///a.ts")], ["file:///a.ts"]);
  assert.deepEqual([...moduleSpellings("file:///a%20b.ts")], [
    "file:///a%20b.ts",
    "file:///a b.ts",
  ]);
  assert.deepEqual([...moduleSpellings("https://x.io/%")], ["https://x.io/%"]);
  const data = `data:text/javascript,${"a".repeat(20)}middle${"b".repeat(20)}`;
  const short = `data:text/javascript,${"a".repeat(20)}......${"b".repeat(20)}`;
  assert.deepEqual([...moduleSpellings(data)], [data, short]);
});

Deno.test("moduleSpellings() holds the one that this engine writes", async () => {
  const source = `export const { stack } = new Error()//${"-".repeat(200)}`;
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  const { stack } = await import(url);
  const written = /(data:.*):\d+:\d+/.exec(stack)?.[1];
  assert.ok(moduleSpellings(url).has(written!), String(written));
});
