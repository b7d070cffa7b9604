import assert from "node:assert/strict";
import fc from "fast-check";
import { compareVersions, compileRange, isVersion, parseVersion } from "./version_range.ts";

const RANGES: readonly [range: string, inside: string, outside: string][] = [
  ["1.2.3", "1.2.3 1.2.3+build", "1.2.4 1.2.3-a"],
  ["=v1.2.3", "1.2.3", "1.2.2"],
  ["1.2", "1.2.0 1.2.9", "1.3.0 1.1.9 1.3.0-a"],
  ["1.x", "1.0.0 1.9.9", "2.0.0 0.9.9 2.0.0-beta"],
  ["*", "0.0.0 9.9.9", "1.0.0-a"],
  ["", "1.0.0", "1.0.0-a"],
  ["^1.2.3", "1.2.3 1.9.0", "1.2.2 2.0.0 2.0.0-beta 1.3.0-beta"],
  ["^0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2"],
  ["^0.0.3", "0.0.3", "0.0.4"],
  ["^0.0", "0.0.0 0.0.9", "0.1.0"],
  ["^0", "0.0.0 0.9.9", "1.0.0"],
  ["^1.2", "1.2.0 1.9.9", "2.0.0 1.1.9"],
  ["~1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2"],
  ["~1", "1.0.0 1.9.9", "2.0.0"],
  [">=1.2", "1.2.0 9.0.0", "1.1.9"],
  [">1.2", "1.3.0", "1.2.9"],
  [">1.2.3", "1.2.4", "1.2.3"],
  ["<=1.2", "1.2.9 0.1.0", "1.3.0"],
  ["<1.2", "1.1.9", "1.2.0"],
  [">= 1.1 < 3", "1.1.0 2.9.9", "1.0.9 3.0.0"],
  ["1.x || ^3.1", "1.5.0 3.2.0", "2.0.0 3.0.9"],
  ["^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.10 1.2.3 1.5.0", "1.2.3-beta.1 1.2.4-beta.3"],
  [">*", "", "0.0.0 1.0.0"],
];

Deno.test("compileRange() accepts what npm accepts", () => {
  for (const [range, inside, outside] of RANGES) {
    const fits = compileRange(range);
    for (const version of inside.split(" ").filter(isVersion)) {
      assert.ok(fits(version), `${version} is in ${range}`);
    }
    for (const version of outside.split(" ")) {
      assert.ok(!fits(version), `${version} is not in ${range}`);
    }
  }
});

Deno.test("compileRange() accepts what has no version only where anything will do", () => {
  assert.ok(compileRange("*")(undefined));
  assert.ok(!compileRange("^1")(undefined));
});

Deno.test("compileRange() throws with the part that is not a version", () => {
  assert.throws(() => compileRange("^1 || latest"), {
    name: "SyntaxError",
    message: /version range "\^1 \|\| latest" as "latest" is not a version/,
  });
});

Deno.test("compileRange() puts every caret range between its start and the next major", () => {
  const part = fc.nat({ max: 20 });
  fc.assert(fc.property(part, part, part, part, part, part, (a, b, c, d, e, f) => {
    const [low, version] = [`${a + 1}.${b}.${c}`, `${d}.${e}.${f}`];
    const expected = compareVersions(parseVersion(version), parseVersion(low)) >= 0 && d === a + 1;
    assert.equal(compileRange(`^${low}`)(version), expected);
    assert.equal(compileRange(`>=${low} <${a + 2}`)(version), expected);
  }));
});

Deno.test("compareVersions() follows the order that semver.org gives", () => {
  const ordered = "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 " +
    "1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.1.0 1.11.0 2.0.0";
  const versions = [undefined, ...ordered.split(" ").map(parseVersion)];
  for (let left = 0; left < versions.length; left++) {
    for (let right = 0; right < versions.length; right++) {
      const order = Math.sign(compareVersions(versions[left], versions[right]));
      assert.equal(order, Math.sign(left - right), `${left} and ${right}`);
    }
  }
});

Deno.test("parseVersion() throws upon what isVersion() refuses", () => {
  for (const text of ["1", "1.2", "v1.2.3", "1.2.3-", "latest", ""]) {
    assert.ok(!isVersion(text), text);
    assert.throws(() => parseVersion(text), {
      name: "SyntaxError",
      message: `Cannot read "${text}" as a semantic version`,
    });
  }
  assert.deepEqual(parseVersion("1.2.3-rc.1+build").pre, ["rc", "1"]);
});
