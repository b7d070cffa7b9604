import assert from "node:assert/strict";
import { patternSample } from "./pattern_sample.ts";

const PATTERNS = [
  /^[a-z]{2,4}-\d+$/,
  /^ord_\w+$/,
  /^(?:a|bc)+$/,
  /^(?<year>\d{4})-\d\d(?:T[0-2]\d)?$/,
  /^(?!\.)[A-Za-z0-9_'+\-.]+@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/,
  /^[^a-z]+?$/,
  /^\u{1F600}\x41\u0042$/u,
  /^[-a][\]^]\s\.\//,
  /^x?y*z{3}[\d-]$/,
  /^(?:(?:\d\d[2468][048])-02-29|\d{4}-(?:0[13578]|1[02])-3[01])$/,
];

Deno.test("patternSample() writes texts that common expressions match", () => {
  for (const pattern of PATTERNS) {
    for (const [repeat, pick] of [[0, 0], [1, 0], [1, 1], [3, 1]] as const) {
      const text = patternSample(pattern.source, repeat, pick);
      assert.match(text, pattern);
    }
  }
});

Deno.test("patternSample() repeats within the bounds of the expression", () => {
  assert.equal(patternSample("^[a-z]{2,4}$", 3, 0), "aaa");
  assert.equal(patternSample("^[a-z]{2,4}$", 9, 1), "zzzz");
  assert.equal(patternSample("^[a-z]{2,}$", 0, 0), "aa");
  assert.equal(patternSample("^a?b+c*$", 0, 0), "b");
});

Deno.test("patternSample() ends when an expression is broken or would not end", () => {
  assert.equal(patternSample("(a{1000}){1000}", 1, 0).length, 1000);
  for (const broken of ["[a", "(a", "a)", "\\", "{", "a{x}", "[", "(?", "\\u{zz}", "|", "[]"]) {
    assert.equal(typeof patternSample(broken, 1, 0), "string");
  }
});
