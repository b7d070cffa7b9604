import assert from "node:assert/strict";
import { ReleaseError, toErrorRecord } from "../mod.ts";

/** Relation, path and message of what an error wraps. */
function causesOf(error: unknown, maxErrors?: number) {
  const options = maxErrors === undefined ? {} : { maxErrors };
  return toErrorRecord(error, options).causes
    .map(({ relation, path, message }) => [relation, path, message]);
}

Deno.test("toErrorRecord() keeps name, message, code and stack of an error", () => {
  const error = Object.assign(new TypeError("no"), { code: "ECONNREFUSED" });
  const { type, message, code, stack, causes } = toErrorRecord(error);
  assert.deepEqual([type, message, code, causes], ["TypeError", "no", "ECONNREFUSED", []]);
  assert.match(stack!, /error_record_test\.ts/);
  class DatabaseError extends Error {}
  assert.equal(toErrorRecord(new DatabaseError("no")).type, "DatabaseError");
  const timeout = toErrorRecord(new DOMException("late", "TimeoutError"));
  assert.deepEqual([timeout.type, "code" in timeout], ["TimeoutError", false]);
});

Deno.test("toErrorRecord() names the resources when a ReleaseError holds their errors", () => {
  const failures = [
    { path: "job/lock", error: new Error("lock is gone") },
    { path: "job/db", error: "text" },
  ];
  assert.deepEqual(causesOf(new ReleaseError("job", failures, { cause: new Error("disk") })), [
    ["cause", undefined, "disk"],
    ["errors", "job/lock", "lock is gone"],
    ["errors", "job/db", "text"],
  ]);
});

Deno.test("toErrorRecord() makes one list of a chain when errors were suppressed", () => {
  let chain: unknown = new Error("body");
  for (let index = 0; index < 20_000; index++) {
    chain = new SuppressedError(new Error(`release ${index}`), chain);
  }
  assert.deepEqual(causesOf(chain, 3), [
    ["suppressed", undefined, "body"],
    ["suppressed", undefined, "release 0"],
  ]);
  const record = toErrorRecord(chain);
  assert.equal(record.causes.length, 99);
  assert.equal(record.omitted, 20_001 - 99);
  const short = new SuppressedError(new Error("release"), new Error("body"));
  assert.deepEqual(causesOf(short), [
    ["suppressed", undefined, "body"],
    ["error", undefined, "release"],
  ]);
});

Deno.test("toErrorRecord() tells an error once when it is met again", () => {
  const shared = new Error("shared");
  const error = new AggregateError([shared, shared], "both");
  error.cause = error;
  const record = toErrorRecord(error);
  assert.deepEqual(
    record.causes.map(({ message, repeated, stack }) => [message, repeated, stack === undefined]),
    [["both", true, true], ["shared", undefined, false], ["shared", true, true]],
  );
  const loop = new SuppressedError(1, 2);
  Object.defineProperty(loop, "suppressed", { value: loop });
  assert.equal(toErrorRecord(loop).causes[0]?.repeated, true);
});

Deno.test("toErrorRecord() counts what is too much, however deep or wide it is", () => {
  let deep: unknown = new Error("first");
  for (let index = 0; index < 50_000; index++) deep = new Error("next", { cause: deep });
  const wide = new AggregateError(Array.from({ length: 500 }, () => new Error("one of many")));
  assert.equal(JSON.stringify(toErrorRecord(deep)).match(/"type"/g)?.length, 100);
  assert.equal(toErrorRecord(wide).omitted, 401);
  const both = toErrorRecord(new AggregateError([deep, new Error("last")]));
  assert.deepEqual(both.causes.map(({ message }) => message), ["next", "last"]);
});

Deno.test("toErrorRecord() takes whatever can be thrown", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile = Object.defineProperties(new Error("x"), {
    name: { get: () => assert.fail("hostile") },
    message: { get: () => assert.fail("hostile") },
    cause: { get: () => assert.fail("hostile") },
    stack: { get: () => assert.fail("hostile") },
  });
  const thrown: [unknown, string, string][] = [
    ["text", "string", "text"],
    [null, "null", "null"],
    [undefined, "undefined", "undefined"],
    [1n, "bigint", "1"],
    [Symbol("s"), "symbol", "Symbol(s)"],
    [{ code: 5, why: "so" }, "Object", '{ code: 5, why: "so" }'],
    [Object.fromEntries("abcdefghijkl".split("").map((key) => [key, 1])), "Object", ""],
    [[1, 2], "Array", "an array of 2"],
    [Object.create(null), "object", "an object"],
    [proxy, "object", "cannot be read"],
    [hostile, "Error", "an instance of Error"],
  ];
  for (const [error, type, message] of thrown) {
    const record = toErrorRecord(error);
    assert.equal(record.type, type);
    if (message !== "") assert.equal(record.message, message);
    assert.deepEqual(record.causes, []);
  }
  assert.match(toErrorRecord(thrown[6]![0]).message, /^\{ a: 1, .*, j: 1, and 2 more \}$/);
});

Deno.test("toErrorRecord() freezes the whole record", () => {
  const record = toErrorRecord(new Error("a", { cause: new AggregateError(["b"]) }));
  for (let at = record; at !== undefined; at = at.causes[0]!) {
    assert.ok(Object.isFrozen(at) && Object.isFrozen(at.causes));
  }
});

Deno.test("toErrorRecord() refuses a number of errors that is out of range", () => {
  assert.throws(() => toErrorRecord(1, { maxErrors: 0 }), /must be an integer from 1 to 1000/);
  assert.throws(() => toErrorRecord(1, { max: 1 } as never), /option "max" does not exist/);
});
