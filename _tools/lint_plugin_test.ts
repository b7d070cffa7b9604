import assert from "node:assert/strict";
import { join } from "node:path";
import plugin from "./lint_plugin.ts";
import { repository } from "./source_files.ts";

/** Messages of one rule on a source text, as if it stood at `path`. */
function lint(rule: string, path: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, join(repository, path), source)
    .filter((diagnostic) => diagnostic.id === `weir/${rule}`)
    .map((diagnostic) => diagnostic.message);
}

/** Asserts that a rule lets every line of `good` pass and stops every line of `bad`. */
function assertRule(rule: string, path: string, good: string[], bad: [string, RegExp][]): void {
  for (const source of good) assert.deepEqual(lint(rule, path, source), [], source);
  for (const [source, message] of bad) {
    const found = lint(rule, path, source);
    assert.equal(found.length, 1, `${source}: ${found}`);
    assert.match(found[0]!, message);
  }
}

Deno.test("lint_plugin module-direction stops imports against the direction, types too", () => {
  assertRule("module-direction", "scope/scope.ts", [
    'import { a } from "./errors.ts";',
    'import { a } from "../_internal/clock.ts";',
    'import { a } from "node:async_hooks";',
  ], [
    ['import { a } from "../streams/mod.ts";', /scope may import _internal/],
    ['import type { A } from "../streams/mod.ts";', /scope may import _internal/],
    ['export { a } from "../lazy/mod.ts";', /scope may import _internal/],
    ['export * from "../lazy/mod.ts";', /scope may import _internal/],
    ['const a = await import("../testing/mod.ts");', /scope may import _internal/],
    ['import { a } from "../_internal/clock_test.ts";', /scope may import _internal/],
    ['import pg from "pg";', /no third party/],
    ['import { a } from "@weir/std/lazy";', /by path/],
    ["const a = await import(`../lazy/mod.ts`);", /scope may import _internal/],
    ['type A = typeof import("../lazy/mod.ts");', /scope may import _internal/],
    ['import a = require("../lazy/mod.ts");', /scope may import _internal/],
  ]);
});

Deno.test("lint_plugin module-direction keeps _x.ts in its folder and the folders in it", () => {
  assertRule("module-direction", "scheduler/scheduler.ts", [
    'import { a } from "./_private.ts";',
  ], [
    ['import { a } from "../scope/inspection/_tree_rows.ts";', /private to its folder/],
    ['import type { A } from "./executors/_private.ts";', /private to its folder/],
  ]);
  assertRule("module-direction", "lazy/operators/map.ts", [
    'import { a } from "../_private.ts";',
  ], []);
  assertRule("module-direction", "streams/stores/sqlite_store.ts", [
    'import { a } from "../_sqlite.ts";',
  ], [
    ['import { a } from "../_relay.ts";', /streams\/stores may import/],
    ['import { a } from "../inboxes/_log_files.ts";', /private to its folder/],
  ]);
  assertRule("module-direction", "streams/testdata/fake_disk.ts", [
    'import { a } from "../inboxes/_log_files.ts";',
  ], [
    ['import { a } from "../../scope/_close.ts";', /no _x.ts of others/],
  ]);
});

Deno.test("lint_plugin module-direction knows the entries by name in tests and tools", () => {
  for (const [path, up] of [["lazy/seq_test.ts", ".."], ["lazy/testdata/probe.ts", "../.."]]) {
    assertRule("module-direction", path!, [
      'import { a } from "@weir/std/lazy";',
      'import { a } from "@weir/std/testing";',
      `import { a } from "${up}/testing/mod.ts";`,
      'import fc from "fast-check";',
    ], [
      ['import { a } from "@weir/std/scheduler";', /a test imports what its module may/],
      ['const a = await import("@weir/std");', /a test imports what its module may/],
    ]);
  }
  assertRule("module-direction", "_tools/a.ts", ['import pg from "pg";'], [
    ['import { a } from "@weir/std/scope";', /do not depend on what they check/],
  ]);
});

Deno.test("lint_plugin module-direction keeps examples on the package's name", () => {
  assertRule("module-direction", "examples/scope.ts", [
    'import { a } from "@weir/std/scope";',
    'import { a } from "./scope_tasks.ts";',
    'import pg from "pg";',
  ], [
    ['import { a } from "../scope/mod.ts";', /by name/],
  ]);
});

Deno.test("lint_plugin portable stops the platform in library files alone", () => {
  assertRule("portable", "scope/scope.ts", [
    "const a = 'Deno'; // Deno",
    'import { a } from "./errors.ts";',
    'import type { Buffer } from "node:buffer";',
    'export type { Buffer } from "node:buffer";',
    'type A = import("node:buffer").Buffer;',
    'await import("./errors.ts");',
    "const a = { Den: 1 }['Den'];",
  ], [
    ["Deno.exit();", /do not touch Deno/],
    ["const { exit } = (globalThis as Global).Deno;", /do not touch Deno/],
    ['const { exit } = globalThis["Deno"];', /do not touch Deno/],
    ['import { readFile } from "node:fs";', /do not import node:fs/],
    ['export { readFile } from "node:fs";', /do not import node:fs/],
    ['export * from "node:fs";', /do not import node:fs/],
    ['await import("node:child_process");', /do not import node:child_process/],
    ["await import(`node:fs`);", /do not import node:fs/],
    ['import fs = require("node:fs");', /do not import node:fs/],
    ["await import(to);", /do not import a computed module/],
    ["await import(`node:${name}`);", /do not import a computed module/],
  ]);
  assertRule("portable", "scheduler/executors/worker_host.ts", ["await import(to);"], [
    ['await import("node:fs");', /do not import node:fs/],
  ]);
  assertRule("portable", "scope/scope_test.ts", ["Deno.exit();"], []);
  assertRule("portable", "scope/shutdown/_process_signals.ts", ["Deno.exit();"], []);
  assertRule("portable", "demo/main.ts", ["Deno.exit();"], []);
});

Deno.test("lint_plugin error-message reads strings, templates and sums", () => {
  assertRule("error-message", "lazy/range.ts", [
    'throw new RangeError("Cannot take a slice");',
    'throw new RangeError(`Cannot take "${name}"`);',
    "throw new RangeError(`${action} failed`);",
    'throw new RangeError(optionMessage("take", "count", "a number", 1));',
    'throw new AggregateError(errors, "Cannot release the scope");',
    'class AError extends Error { constructor() { super("Cannot go on"); } }',
    'new Map("lower.");',
  ], [
    ['throw new RangeError("cannot take");', /capital/],
    ['throw new RangeError("Cannot take.");', /period/],
    ["throw new RangeError(`cannot take ${name}`);", /capital/],
    ["throw new RangeError(`Cannot take ${name}.`);", /period/],
    ['throw new QueueFullError("Can\'t push", { size });', /"Can't" in full/],
    ['throw new TypeError("Cannot take " + name + ".");', /period/],
    ['throw new AggregateError(errors, "release failed");', /capital/],
    ['class AError extends Error { constructor() { super("no."); } }', /capital/],
  ]);
  assertRule("error-message", "lazy/range_test.ts", ['throw new Error("boom.");'], []);
  assertRule("error-message", "testing/_store_cases.ts", ['throw new Error("boom.");'], []);
});

Deno.test("lint_plugin test-name asks for a symbol and a verb", () => {
  assertRule("test-name", "lazy/range_test.ts", [
    'Deno.test("range() keeps the end out", () => {});',
    'Deno.test("Range#stats keeps counts when closed", () => {});',
    'Deno.test("Range[Symbol.dispose]() ends the range", () => {});',
    'Deno.test("Store (sqlite) claims a row once", () => {});',
    "Deno.test(`Store (${name}) claims a row once`, () => {});",
    'Deno.test({ name: "@weir/std/lazy loads alone", fn() {} });',
    'Deno.test.ignore("range() keeps the end out", () => {});',
    'regexp.test("some text");',
  ], [
    ['Deno.test("keeps", () => {});', /which symbol/],
    ['Deno.test("Range works.", () => {}); Deno.test("range() Keeps", () => {});', /Keeps/],
    ['Deno.test("it should keep the end out", () => {});', /which symbol/],
    ['Deno.test({ name: "The range is kept", fn() {} });', /which symbol/],
    ['Deno.test.only("when empty it ends", () => {});', /which symbol/],
    ["Deno.test(`${1} is odd`, { name: 'x' }, () => {}); Deno.test('odd', f);", /"odd"/],
  ]);
});

Deno.test("lint_plugin function-length stops a function of 51 code lines", () => {
  const body = (lines: number) => `function a() {\n${"f(); // x\n\n".repeat(lines - 2)}}`;
  assertRule("function-length", "lazy/range.ts", [body(50)], [[body(51), /51 code lines/]]);
  assertRule("function-length", "lazy/range_test.ts", [body(51)], []);
});
