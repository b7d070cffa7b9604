import { checkFunction, optionMessage } from "../../_internal/check_option.ts";
import { malformed } from "./refusal.ts";

/**
 * How cursors are made opaque. A cursor tells where in a sequence a page ends and holds no items,
 * but whoever writes one by hand can ask for any place, and, over fetched pages, for any cursor of
 * the service. Sign or encrypt them where that matters.
 *
 * @example Cursors that only this server can make
 * ```ts
 * import { type CursorCodec, range } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * import { Buffer } from "node:buffer";
 * import { createHmac, timingSafeEqual } from "node:crypto";
 *
 * const sign = (text: string) => createHmac("sha256", "a secret").update(text).digest();
 * const codec: CursorCodec = {
 *   encode: (text) => `${btoa(text)}.${sign(text).toString("base64url")}`,
 *   decode(token) {
 *     const [body = "", signature = ""] = token.split(".");
 *     const text = atob(body);
 *     const given = Buffer.from(signature, "base64url");
 *     const expected = sign(text);
 *     if (given.length === expected.length && timingSafeEqual(given, expected)) return text;
 *     throw new Error("Cannot trust the cursor as its signature is wrong");
 *   },
 * };
 *
 * const { cursor } = range(0, 9).pages(3, { codec }).first()!;
 * assert.deepEqual(range(0, 9).pages(3, { codec, after: cursor! }).first()?.items, [3, 4, 5]);
 * assert.throws(() => range(0, 9).pages(3, { codec, after: `${cursor}A` }), /signature is wrong/);
 * ```
 */
export interface CursorCodec {
  /** Makes a cursor of a text, which is ASCII. */
  encode(text: string): string;
  /** Makes the text again; throws if the cursor is not one of its own. */
  decode(token: string): string;
}

/** What a cursor is without a codec: base64url, which needs no escapes in a URL. */
export const base64url: CursorCodec = {
  encode: (text) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
  decode(token) {
    let text: string | undefined;
    try {
      text = atob(token.replaceAll("-", "+").replaceAll("_", "/"));
    } catch {
      throw malformed(token);
    }
    // What decodes to the same text by chance, such as with spaces, is not the same cursor.
    if (base64url.encode(text) !== token) throw malformed(token);
    return text;
  },
};

/**
 * Checks an optional codec.
 *
 * @throws {TypeError} If it has not the two methods.
 */
export function checkCodec(codec: CursorCodec | undefined): CursorCodec {
  if (codec === undefined) return base64url;
  const action = "page the sequence";
  if (typeof codec !== "object" || codec === null) {
    throw new TypeError(optionMessage(action, "codec", "an object with encode and decode", codec));
  }
  checkFunction(action, "codec.encode", codec.encode);
  checkFunction(action, "codec.decode", codec.decode);
  return codec;
}
