/**
 * Why a cursor is of no use: `"malformed"`: it was cut off, mistyped or altered. `"foreign"`: it is
 * one of another sequence, or of another version of this package. `"beyond"`: the place is not there
 * (any more).
 */
export type CursorFault = "malformed" | "foreign" | "beyond";

/**
 * The cursor after which pages shall go on is of no use: whoever sent it has to start from the first
 * page.
 *
 * @example Answering a request with a bad cursor
 * ```ts
 * import { CursorError, range } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const odd = range(0, 100).filter((n) => n % 2 === 1);
 * function answer(request: Request): Response {
 *   const after = new URL(request.url).searchParams.get("after") ?? undefined;
 *   try {
 *     return Response.json(odd.pages(10, { after }).first());
 *   } catch (error) {
 *     if (error instanceof CursorError) return new Response(error.message, { status: 400 });
 *     throw error;
 *   }
 * }
 * assert.equal(answer(new Request("http://localhost/?after=x")).status, 400);
 * ```
 */
export class CursorError extends TypeError {
  /** Always `"CursorError"`, also when two copies of this package are loaded. */
  override readonly name = "CursorError";
  /** What is wrong with the cursor. */
  readonly fault: CursorFault;

  /** Says what is wrong with a cursor; a codec of yours can throw it, too. */
  constructor(message: string, fault: CursorFault) {
    super(message);
    this.fault = fault;
  }
}
