import { sign as oracleSign, verify as oracleVerify } from "@octokit/webhooks-methods";
import assert from "node:assert/strict";
import fc from "fast-check";
import { sign } from "../testdata/sign.ts";
import { verifyGitHub } from "./verify_github.ts";

const encoder = new TextEncoder();

function signed(signature: string): Headers {
  return new Headers({ "x-hub-signature-256": signature });
}

Deno.test("verifyGitHub() accepts what GitHub's own library signs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.string({ minLength: 1, unit: "grapheme" }),
      async (secret, text) => {
        const signature = await oracleSign(secret, text);
        assert.equal(await verifyGitHub(secret)(signed(signature), encoder.encode(text)), true);
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("verifyGitHub() agrees with GitHub's own library on signatures that were tampered with", async () => {
  const secret = "It's a Secret to Everybody";
  const tampered = fc.record({
    text: fc.string({ minLength: 1 }),
    at: fc.nat({ max: 70 }),
    char: fc.constantFrom(..."0123456789abcdefABCDEFxyz =-"),
    cut: fc.constantFrom(0, 0, 0, 1, 2, 7),
  });
  await fc.assert(
    fc.asyncProperty(tampered, async ({ text, at, char, cut }) => {
      const good = sign(secret, text);
      const bad = (good.slice(0, at) + char + good.slice(at + 1)).slice(0, good.length - cut)
        .trim();
      const expected = bad === "" ? false : await oracleVerify(secret, text, bad);
      assert.equal(await verifyGitHub(secret)(signed(bad), encoder.encode(text)), expected);
    }),
    { numRuns: 200 },
  );
});

Deno.test("verifyGitHub() refuses another body, another secret and no signature", async () => {
  const verify = verifyGitHub("right");
  const body = encoder.encode('{"a":1}');
  assert.equal(await verify(signed(sign("right", '{"a":1}')), body), true);
  assert.equal(await verify(signed(sign("right", '{"a":2}')), body), false);
  assert.equal(await verify(signed(sign("wrong", '{"a":1}')), body), false);
  assert.equal(await verify(new Headers(), body), false);
  const sha1 = new Headers({ "x-hub-signature": sign("right", '{"a":1}') });
  assert.equal(await verify(sha1, body), false);
});

Deno.test("verifyGitHub() signs raw bytes and not text", async () => {
  const body = Uint8Array.from({ length: 256 }, (_, index) => index);
  assert.equal(await verifyGitHub("s")(signed(sign("s", body)), body), true);
  assert.equal(await verifyGitHub("s")(signed(sign("s", "")), new Uint8Array(0)), true);
});

Deno.test("verifyGitHub() accepts any of several secrets", async () => {
  const verify = verifyGitHub("old", "new");
  const body = encoder.encode("{}");
  for (const [secret, expected] of [["old", true], ["new", true], ["other", false]] as const) {
    assert.equal(await verify(signed(sign(secret, "{}")), body), expected);
  }
});

Deno.test("verifyGitHub() refuses to be made without secrets and does not print them", () => {
  assert.throws(() => verifyGitHub(), TypeError);
  assert.throws(() => verifyGitHub(undefined as unknown as string), TypeError);
  assert.throws(() => verifyGitHub("hunter2", ""), (error: unknown) => {
    assert.ok(error instanceof TypeError);
    assert.match(error.message, /"secrets" must be/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  });
});
