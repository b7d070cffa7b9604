import assert from "node:assert/strict";
import { parseSite } from "./call_site.ts";

Deno.test("parseSite() reads the address whatever is in it", () => {
  const lines: [line: string, file: string | undefined][] = [
    ["    at f (file:///app/store.ts:3:5)", "file:///app/store.ts"],
    ["    at file:///app/store.ts:3:5", "file:///app/store.ts"],
    ["    at async file:///app/store.ts?v=2:3:5", "file:///app/store.ts?v=2"],
    ["    at A.<static_initializer> (file:///a (b)/@c d/p.ts:3:5)", "file:///a (b)/@c d/p.ts"],
    [
      "    at new A (https://x.io/@scope/pkg@1.2.3/mod.ts:3:5)",
      "https://x.io/@scope/pkg@1.2.3/mod.ts",
    ],
    ["    at data:text/javascript,f(1):3:5", "data:text/javascript,f(1)"],
    ["f@https://x.io/@scope/mod.js:3:5", "https://x.io/@scope/mod.js"],
    ["    at Object.<anonymous> (/app/store.js:3:5)", "/app/store.js"],
    ["    at eval (eval at f (file:///a.ts:1:2), <anonymous>:3:5)", "<anonymous>"],
    ["    at ext:core/01_core.js:3:5", undefined],
    ["    at native", undefined],
  ];
  for (const [line, file] of lines) {
    const site = parseSite(`Error: message\n${line}`);
    assert.deepEqual(site, file && { file, line: 3, column: 5 }, line);
  }
});
