import assert from "node:assert/strict";
import { leftOutLines, readCounts, runTests, testArguments } from "./run_tests.ts";
import type { Service } from "./services.ts";
import { temporaryRepository } from "./source_files.ts";

/** A server that is never there, or always. */
function service(name: string, variable: string, url?: string): Service {
  return {
    name,
    variable,
    defaultUrl: url ?? "none:",
    answers: () => Promise.resolve(url !== undefined),
    start: () => Promise.resolve(undefined),
  };
}

const CONFIG = JSON.stringify({
  test: { sanitizeOps: true, sanitizeResources: true },
  coverage: { thresholds: { lines: 90 } },
});
const PASSES = 'Deno.test("a() passes", () => {});';

/** Runs the tests of a repository made of `files`; returns the exit code and the lines written. */
async function run(
  files: Record<string, string>,
  options: { args?: string[]; services?: Service[]; isRequired?: boolean } = {},
): Promise<{ code: number; lines: string[] }> {
  await using repository = await temporaryRepository({ "deno.json": CONFIG, ...files });
  let output = "";
  const code = await runTests(options.args ?? [], {
    root: repository.root,
    services: options.services ?? [],
    isRequired: options.isRequired ?? false,
    write: (text) => void (output += text),
  });
  return { code, lines: output.trimEnd().split("\n") };
}

Deno.test("runTests() ends with the counts, examples of doc comments and Markdown included", async () => {
  const { code, lines } = await run({
    "a_test.ts": PASSES,
    "a.ts": "/**\n * ```ts\n * a();\n * ```\n */\nexport function a(): void {}\n",
    "README.md": "# A\n\n```ts\nconst a = 1;\n```\n",
  });
  assert.equal(lines.at(-1), "3 passed, 0 failed");
  assert.equal(code, 0);
});

Deno.test("runTests() fails when a test fails and says how to repeat the order", async () => {
  const { code, lines } = await run({
    "a_test.ts": PASSES + 'Deno.test("a() fails", () => { throw new Error("no"); });',
  }, { args: ["--shuffle=7"] });
  assert.equal(code, 1);
  assert.equal(lines.at(-1), "1 passed, 1 failed");
  assert.equal(lines.at(-2), "the same order again: deno task test --shuffle=7");
});

Deno.test("runTests() fails when nothing passed, and when the types are wrong", async () => {
  const nothing = await run({ "a_test.ts": PASSES }, { args: ["--filter=zzz"] });
  assert.deepEqual([nothing.code, nothing.lines.at(-1)], [1, "0 passed, 1 failed"]);
  const wrong = await run({ "a_test.ts": 'const a: number = "";' + PASSES });
  assert.deepEqual([wrong.code, wrong.lines.at(-1)], [1, "0 passed, 1 failed"]);
});

Deno.test("runTests() fails a file that leaks a worker and names the line", async () => {
  const files = {
    "worker.ts": "self.onmessage = (event) => self.postMessage(event.data);",
    "leak_test.ts": `Deno.test("leak() keeps its worker", async () => {
      const worker = new Worker(import.meta.resolve("./worker.ts"), { type: "module" });
      await new Promise((resolve) => { worker.onmessage = resolve; worker.postMessage(1); });
    });`,
  };
  const { code, lines } = await run(files);
  assert.equal(code, 1);
  assert.equal(lines.at(-1), "1 passed, 1 failed");
  assert.match(lines.join("\n"), /1 worker\(s\) were never terminated[^]*leak_test\.ts:2/);
});

Deno.test("runTests() passes a file that terminates its workers, if only in afterAll", async () => {
  const { code, lines } = await run({
    "worker.ts": "self.onmessage = (event) => self.postMessage(event.data);",
    "close_test.ts": `
      const worker = new Worker(import.meta.resolve("./worker.ts"), { type: "module" });
      Deno.test.afterAll(() => worker.terminate());
      Deno.test("close() ends its worker", () => {
        if (worker.constructor.name !== "Worker") throw new Error(worker.constructor.name);
      });`,
  });
  assert.deepEqual([code, lines.at(-1)], [0, "1 passed, 0 failed"], lines.join("\n"));
});

Deno.test("runTests() hands servers to the tests and says which tests were left out", async () => {
  const needs = (variable: string) =>
    `const url = Deno.env.get("${variable}");
    Deno.test({ name: "store() <needs> ${variable}", ignore: url === undefined, fn() {
      if (url !== "one:") throw new Error(url);
    } });`;
  const files = { "a_test.ts": needs("WEIR_ONE_URL"), "b_test.ts": needs("WEIR_TWO_URL") };
  const services = [service("One", "WEIR_ONE_URL", "one:"), service("Two", "WEIR_TWO_URL")];
  const found = await run(files, { services });
  assert.deepEqual(found.lines.slice(-2), [
    "left out: 1 test needs Two: set WEIR_TWO_URL",
    "1 passed, 0 failed",
  ]);
  assert.equal(found.code, 0);
  const required = await run(files, { services, isRequired: true });
  assert.deepEqual(required.lines.slice(-2), [
    "failed: Two is required here: set WEIR_TWO_URL or install it",
    "1 passed, 1 failed",
  ]);
  assert.equal(required.code, 1);
});

Deno.test("runTests() does not call a test left out that the filter did", async () => {
  const test = (name: string, ignore = false) =>
    `Deno.test({ name: "${name}", ignore: ${ignore}, fn() {} });`;
  const files = { "a_test.ts": test("a() runs") + test("b() waits", true) + test("a() b", true) };
  for (const args of [["--filter", "a()"], ["--filter=a()"], ["--filter=/^a/"]]) {
    const { lines } = await run(files, { args });
    assert.deepEqual(lines.filter((line) => line.startsWith("left out")), [
      'left out: a_test.ts: "a() b" is ignored',
    ], args.join(" "));
    assert.equal(lines.at(-1), "1 passed, 0 failed");
  }
});

Deno.test("runTests() asks for the servers that the selected files mention alone", async () => {
  const files = { "a/a_test.ts": PASSES, "b/b_test.ts": `${PASSES} // WEIR_TWO_URL` };
  const services = [service("Two", "WEIR_TWO_URL")];
  const without = await run(files, { args: ["a/"], services, isRequired: true });
  assert.equal(without.lines.at(-1), "1 passed, 0 failed");
  const broken = { ...services[0]!, start: () => Promise.reject(new Error("no disk")) };
  const within = await run(files, { services: [broken], isRequired: true });
  assert.equal(within.lines[0], "Two could not be started: Error: no disk");
  assert.equal(within.lines.at(-1), "2 passed, 1 failed");
});

Deno.test("runTests() holds the library, and nothing else, to the coverage thresholds", async () => {
  const half = "export function a(x: number): number {\n  if (x > 0) {\n    return 1;\n  }\n" +
    "  const y = x;\n  const z = y;\n  return z;\n}\n";
  const test = (path: string) =>
    `import { a } from "${path}";
    Deno.test("a() returns one", () => { if (a(1) !== 1) throw new Error(); });`;
  const files = { "lazy/a.ts": half, "lazy/a_test.ts": test("./a.ts") };
  const below = await run(files, { args: ["--coverage"] });
  assert.equal(below.lines.at(-1), "1 passed, 1 failed");
  assert.match(below.lines.at(-2)!, /below the thresholds/);
  const outside = {
    "lazy/b.ts": "export function a(x: number): number {\n  return x;\n}\n",
    "lazy/b_test.ts": test("./b.ts"),
    "demo/a.ts": half,
    "demo/a_test.ts": test("./a.ts"),
  };
  const above = await run(outside, { args: ["--coverage"] });
  assert.equal(above.lines.at(-1), "2 passed, 0 failed", above.lines.join("\n"));
});

Deno.test("readCounts() reads the last closing line, colours and steps included", () => {
  const line =
    "ok | 1 passed | 0 failed\n\x1b[31mFAILED\x1b[0m | 5 passed (2 steps) | 3 failed (1s)";
  assert.deepEqual(readCounts(line), { passed: 5, failed: 3 });
  assert.deepEqual(readCounts("error: Test failed"), { passed: 0, failed: 1 });
});

Deno.test("testArguments() leaves out what the caller gives", () => {
  const given = ["--shuffle=7", "--parallel", "lazy"];
  const all = testArguments(given);
  assert.deepEqual(all.slice(-3), given);
  assert.equal(all.filter((arg) => /^--(shuffle|parallel)/.test(arg)).length, 2);
});

Deno.test("leftOutLines() lists ignored tests that no missing server explains", async () => {
  const ignored = [{ file: "a_test.ts", name: "a() waits" }, { file: "b_test.ts", name: "b()" }];
  const lines = await leftOutLines(
    [service("One", "ONE_URL")],
    ignored,
    (file) => Promise.resolve(file === "b_test.ts" ? "ONE_URL" : ""),
  );
  assert.deepEqual(lines, [
    "left out: 1 test needs One: set ONE_URL",
    'left out: a_test.ts: "a() waits" is ignored',
  ]);
});
