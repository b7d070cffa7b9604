import assert from "node:assert/strict";
import {
  checkDuration,
  checkFunction,
  checkInteger,
  checkKeys,
  checkObject,
  checkString,
  formatValue,
} from "./check_option.ts";

Deno.test("checkInteger() names option, rule and value when the value is out of range", () => {
  assert.equal(checkInteger("open the inbox", "maxBytes", 3, 1), 3);
  assert.throws(() => checkInteger("open the inbox", "maxBytes", 0, 1), {
    name: "RangeError",
    message: 'Cannot open the inbox as "maxBytes" must be an integer >= 1: current value is 0',
  });
  assert.throws(() => checkInteger("open the inbox", "maxBytes", "9", 1, 5), {
    name: "TypeError",
    message:
      'Cannot open the inbox as "maxBytes" must be an integer from 1 to 5: current value is "9"',
  });
});

Deno.test("checkDuration() accepts Infinity and refuses NaN", () => {
  assert.equal(checkDuration("wait", "timeoutMs", Infinity), Infinity);
  assert.throws(() => checkDuration("wait", "timeoutMs", NaN), RangeError);
  assert.throws(() => checkDuration("wait", "timeoutMs", -1), RangeError);
  assert.throws(() => checkDuration("wait", "timeoutMs", null), TypeError);
});

Deno.test("checkString() refuses an empty string", () => {
  assert.equal(checkString("open", "path", "a"), "a");
  assert.throws(() => checkString("open", "path", ""), /must be a non-empty string/);
});

Deno.test("checkFunction() refuses a value that cannot be called", () => {
  checkFunction("map", "transform", () => 1);
  assert.throws(() => checkFunction("map", "transform", 1), /must be a function/);
});

Deno.test("checkKeys() names the option that was probably meant", () => {
  checkKeys("open", undefined, ["maxBytes"]);
  checkKeys("open", { maxBytes: 1 }, ["maxBytes"]);
  assert.throws(() => checkKeys("open", { maxBtyes: 1 }, ["maxBytes"]), {
    name: "TypeError",
    message: 'Cannot open as option "maxBtyes" does not exist: use "maxBytes"',
  });
  assert.throws(() => checkKeys("open", { zzz: 1 }, ["maxBytes"]), /known options are maxBytes/);
  assert.throws(() => checkKeys("open", null, []), /"options" must be an object/);
  assert.throws(() => checkKeys("open", 3, [], "retry"), /"retry" must be an object: .* is 3$/);
});

Deno.test("formatValue() keeps every kind of value on one short line", () => {
  assert.equal(formatValue("x".repeat(100)).length, 62);
  assert.equal(formatValue([1, 2]), "an array of 2");
  assert.equal(formatValue({}), "an object");
  assert.equal(formatValue(new Map()), "an instance of Map");
  assert.equal(formatValue((async function* () {})()), "an object");
  assert.equal(formatValue(new (class {})()), "an object");
  assert.equal(formatValue(Object.create({ constructor: { name: 5 } })), "an object");
  assert.equal(formatValue(5n), "5n");
  assert.equal(formatValue(formatValue), "function formatValue");
  assert.equal(formatValue(undefined), "undefined");
});

Deno.test("checkObject() takes objects and refuses everything else", () => {
  checkObject("act", "part", {});
  for (const value of [undefined, null, 5, "text", [], () => {}]) {
    assert.throws(() => checkObject("act", "part", value), {
      name: "TypeError",
      message: /^Cannot act as "part" must be an object: current value is/,
    });
  }
});
