import assert from "node:assert/strict";
import { formatError, ReleaseError } from "../mod.ts";

const text = (error: unknown, maxErrors = 100) =>
  formatError(error, { stacks: false, maxErrors }).split("\n");

Deno.test("formatError() draws everything that an error wraps as a tree", () => {
  const job = new Error("release\nfailed", { cause: Object.assign(new Error("ssl"), { code: 7 }) });
  const error = new ReleaseError("job", [
    { path: "job/lock", error: job },
    { path: "job/db", error: new SuppressedError(new Error("second"), new Error("first"), "two") },
    { path: "job/file", error: new AggregateError([1, 2], "some") },
  ], { cause: new Error("disk is full") });
  assert.deepEqual(text(error), [
    'ReleaseError: Cannot release 3 resources of scope "job" after its work had failed or was stopped: ' +
    "job/lock, job/db, job/file",
    "├─ cause: Error: disk is full",
    "├─ job/lock: Error: release",
    "│      failed",
    "│  └─ cause: Error [7]: ssl",
    "├─ job/db: SuppressedError: two",
    "│  ├─ suppressed: Error: first",
    "│  └─ error: Error: second",
    "└─ job/file: AggregateError: some",
    "   ├─ errors[0]: number: 1",
    "   └─ errors[1]: number: 2",
  ]);
});

Deno.test("formatError() writes the frames of every stack and no head twice", () => {
  const error = new Error("top\n    at nowhere", { cause: new Error("below") });
  const lines = formatError(error).split("\n");
  assert.deepEqual(lines.slice(0, 2), ["Error: top", "        at nowhere"]);
  assert.match(lines[2]!, /^ {4}at .*format_error_test\.ts/);
  const below = lines.indexOf("└─ cause: Error: below");
  assert.match(lines[below + 1]!, /^ {7}at .*format_error_test\.ts/);
  assert.equal(lines.filter((line) => line.includes("below")).length, 1);
});

Deno.test("formatError() counts what is left out and mentions what was told", () => {
  const error = new AggregateError([new Error("one"), new Error("two"), new Error("three")], "all");
  assert.deepEqual(text(error, 2), [
    "AggregateError: all",
    "├─ errors[0]: Error: one",
    "└─ … and 2 more",
  ]);
  error.cause = error;
  assert.equal(text(error)[1], "├─ cause: AggregateError: all (told above)");
});

Deno.test("formatError() keeps control characters off the terminal", () => {
  assert.deepEqual(text(new Error("\x1b[31mred\r\nnext")), ["Error:  [31mred ", "    next"]);
  assert.deepEqual(text(new Error("")), ["Error"]);
  assert.deepEqual(text(undefined), ["undefined"]);
});

Deno.test("formatError() refuses options that it does not know", () => {
  assert.throws(() => formatError(1, { stacks: 1 as never }), /"stacks" must be a boolean/);
  assert.throws(() => formatError(1, { stack: true } as never), /use "stacks"/);
  assert.throws(() => formatError(1, { maxErrors: 1_001 }), RangeError);
});
