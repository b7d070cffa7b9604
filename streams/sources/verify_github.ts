/**
 * Decides whether a delivery is genuine, from its headers and its raw body.
 *
 * @returns Whether the delivery may be accepted.
 */
export type Verify = (headers: Headers, body: Uint8Array<ArrayBuffer>) => Promise<boolean>;

/**
 * Verifies GitHub's `X-Hub-Signature-256` header: HMAC-SHA-256 over the raw body, compared in
 * constant time by the platform.
 *
 * @example
 * ```ts
 * import { verifyGitHub } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const verify = verifyGitHub("It's a Secret to Everybody");
 * const body = new TextEncoder().encode("Hello, World!");
 * const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
 * assert.equal(await verify(new Headers({ "x-hub-signature-256": signature }), body), true);
 * assert.equal(await verify(new Headers(), body), false);
 * ```
 *
 * @param secrets The secret of the webhook; several while a secret is being replaced.
 * @returns The verifier.
 * @throws {TypeError} If no secret is given, or one is empty.
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function verifyGitHub(...secrets: readonly string[]): Verify {
  if (secrets.length === 0 || !secrets.every((each) => typeof each === "string" && each !== "")) {
    // Without the values: a message ends up in logs.
    throw new TypeError(
      `Cannot verify deliveries as "secrets" must be one non-empty string or more: ` +
        (secrets.length === 0 ? "none was given" : "one of them is empty or no string"),
    );
  }
  const keys = Promise.all(secrets.map(importKey));
  return async (headers, body) => {
    const match = /^sha256=([0-9a-f]{64})$/.exec(headers.get("x-hub-signature-256") ?? "");
    if (match === null) return false;
    const signature = Uint8Array.from(
      match[1]!.match(/../g)!,
      (pair) => Number.parseInt(pair, 16),
    );
    for (const key of await keys) {
      if (await crypto.subtle.verify("HMAC", key, signature, body)) return true;
    }
    return false;
  };
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
}
