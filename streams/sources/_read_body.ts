import type { Clock } from "../../_internal/clock.ts";

/** Why a body could not be read. */
export type BodyProblem = "too-large" | "overloaded" | "slow" | "aborted";

/** A body, or why there is none. */
export type BodyResult = Uint8Array<ArrayBuffer> | BodyProblem;

/** Bounds of a body. */
export interface ReadBodyOptions {
  /** Bytes at most. */
  readonly maxBytes: number;
  /** Time for all of it, in milliseconds. */
  readonly timeoutMs: number;
  /** Where time comes from. */
  readonly clock: Clock;
  /** Told how many bytes have been read so far; says whether there is room for them. */
  readonly count: (bytes: number) => boolean;
}

/** Declared length up to which a body is read in one call. */
const maxBytesAtOnce = 64 * 1024;

/** The length that a request declares; `undefined` when it declares none that is a number. */
export function declaredBytes(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  return length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
}

/** Reads a request's body within bounds; the first bound that breaks is named. */
export async function readBody(request: Request, options: ReadBodyOptions): Promise<BodyResult> {
  const { body } = request;
  if (body === null) return new Uint8Array(0);
  const declared = declaredBytes(request.headers);
  const slow = Promise.withResolvers<BodyResult>();
  using _deadline = options.clock.setTimer(() => slow.resolve("slow"), options.timeoutMs);
  // A declared length was checked before and is enforced by HTTP itself: the whole body in one call
  // costs half of what reading chunk by chunk does. But it cannot be given up: what has arrived stays
  // in memory until the connection ends, so this is for small bodies.
  if (declared !== undefined && declared <= maxBytesAtOnce) {
    const whole = request.bytes().catch(() => "aborted" as const);
    const bytes = await Promise.race([whole, slow.promise]);
    // A request that did not come from a server may declare what it likes.
    return typeof bytes !== "string" && bytes.length > options.maxBytes ? "too-large" : bytes;
  }
  const reader = body.getReader();
  const result = await Promise.race([
    readCounted(reader, options).catch(() => "aborted" as const),
    slow.promise,
  ]);
  if (typeof result === "string") reader.cancel(result).catch(() => {});
  return result;
}

async function readCounted(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  { maxBytes, count }: ReadBodyOptions,
): Promise<BodyResult> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > maxBytes) return "too-large";
    if (!count(bytes)) return "overloaded";
    chunks.push(value);
  }
  const body = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
