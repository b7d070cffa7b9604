import {
  checkDuration,
  checkFunction,
  checkInteger,
  checkKeys,
  checkObject,
  checkString,
} from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import { InboxBrokenError, InboxClosedError, InboxFullError } from "../errors.ts";
import type { Inbox } from "../inbox.ts";
import { idRule, isDeliveryId } from "../_check_delivery.ts";
import { type BodyProblem, declaredBytes, readBody } from "./_read_body.ts";
import type { Verify } from "./verify_github.ts";

/** Why a request was refused; the answer names it as `reason`. */
export type RefusalReason =
  | "method"
  | "too-large"
  | "slow"
  | "aborted"
  | "signature"
  | "bad-id"
  | "overloaded"
  | "full"
  | "broken";

/** How deliveries are received. */
export interface ReceiveOptions {
  /** Decides over the raw bytes whether a delivery is genuine; nothing is accepted without. */
  readonly verify: Verify;
  /**
   * Header that holds the sender's id of a delivery: printable text of 1 to 200 bytes without `#`.
   *
   * @default {"x-github-delivery"}
   */
  readonly idHeader?: string;
  /**
   * Bytes of a body at most, and no more than the inbox holds; counted while reading.
   *
   * @default {26214400}, or the bound of the inbox when that is smaller
   */
  readonly maxBodyBytes?: number;
  /** Bytes of all bodies that are being received at most; from `maxBodyBytes`. @default {67108864} */
  readonly maxInFlightBytes?: number;
  /** Time for a body to arrive, in milliseconds. @default {10000} */
  readonly bodyTimeoutMs?: number;
  /** What a refused sender is told to wait, in seconds. @default {5} */
  readonly retryAfterSeconds?: number;
  /** Where time comes from. @default {systemClock} */
  readonly clock?: Clock;
}

/** What a receiver has done, at one moment. */
export interface ReceiverStats {
  /** Deliveries that were answered with 202. */
  readonly accepted: number;
  /** Requests that were refused, by reason. */
  readonly refused: Readonly<Record<RefusalReason, number>>;
  /** Bytes of bodies that are being received. */
  readonly inFlightBytes: number;
}

/** A request handler that can be asked what it has done. */
export interface Receiver {
  /** Answers one request. */
  (request: Request): Promise<Response>;
  /** What it has done so far. */
  stats(): ReceiverStats;
}

const statusOf: Readonly<Record<RefusalReason, number>> = {
  "method": 405,
  "too-large": 413,
  "slow": 408,
  "aborted": 400,
  "signature": 401,
  "bad-id": 400,
  "overloaded": 503,
  "full": 503,
  "broken": 503,
};

/**
 * Makes a request handler that puts deliveries into an inbox: read within bounds, verified over the
 * raw bytes, made durable, and only then answered with 202. Nothing is parsed before the answer.
 *
 * A refusal is a JSON body `{ "reason", "message" }` with 405, 413, 408, 400, 401 or 503; 503 says
 * with `Retry-After` when to come again.
 *
 * Buffer: the bodies of requests that are under way, at most `maxInFlightBytes`. A body of 64 KiB or
 * less that came too late is no longer counted, and is held until its connection ends.
 * Cancel: a client that goes away before its body has arrived is counted as `aborted`; after that the
 * delivery is accepted even if nobody hears the answer.
 *
 * @example
 * ```ts
 * import { memoryInbox, receive } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * await using inbox = memoryInbox();
 * const handler = receive(inbox, { verify: () => Promise.resolve(true) });
 * const request = new Request("http://localhost/", {
 *   method: "POST",
 *   headers: { "x-github-delivery": "72d3162e" },
 *   body: "{}",
 * });
 * assert.equal((await handler(request)).status, 202);
 * assert.equal(inbox.stats().lastSeq, 1);
 * ```
 *
 * @param inbox Where deliveries become durable.
 * @param options How to verify, and the bounds.
 * @returns The handler, for `Deno.serve` or any router that passes a `Request`.
 * @throws {TypeError} If an option is of the wrong kind or unknown.
 * @throws {RangeError} If a bound is out of range.
 */
export function receive(inbox: Inbox, options: ReceiveOptions): Receiver {
  const action = "receive deliveries";
  checkFunction(action, "inbox.append", inbox?.append);
  checkFunction(action, "inbox.stats", inbox.stats);
  checkObject(action, "options", options);
  checkKeys(action, options, [
    "verify",
    "idHeader",
    "maxBodyBytes",
    "maxInFlightBytes",
    "bodyTimeoutMs",
    "retryAfterSeconds",
    "clock",
  ]);
  checkFunction(action, "verify", options.verify);
  const { verify, idHeader = "x-github-delivery", clock = systemClock } = options;
  checkString(action, "idHeader", idHeader);
  // A body that fits one bound and never the other would be sent again for ever.
  const { maxBytes: inboxBytes } = inbox.stats();
  const maxBytes = options.maxBodyBytes ?? Math.min(25 * 2 ** 20, inboxBytes);
  checkInteger(action, "maxBodyBytes", maxBytes, 1, inboxBytes);
  const maxInFlightBytes = options.maxInFlightBytes ?? 64 * 2 ** 20;
  checkInteger(action, "maxInFlightBytes", maxInFlightBytes, maxBytes);
  const timeoutMs = checkDuration(action, "bodyTimeoutMs", options.bodyTimeoutMs ?? 10_000, 1);
  const retryAfter = checkInteger(action, "retryAfterSeconds", options.retryAfterSeconds ?? 5, 0);

  const handler = new ReceiveHandler({
    inbox,
    verify,
    idHeader,
    clock,
    maxBytes,
    maxInFlightBytes,
    timeoutMs,
    retryAfter,
  });
  return Object.assign((request: Request) => handler.handle(request), {
    stats: () => handler.stats(),
  });
}

interface ReceiveParts {
  readonly inbox: Inbox;
  readonly verify: Verify;
  readonly idHeader: string;
  readonly clock: Clock;
  readonly maxBytes: number;
  readonly maxInFlightBytes: number;
  readonly timeoutMs: number;
  readonly retryAfter: number;
}

class ReceiveHandler {
  readonly #parts: ReceiveParts;
  readonly #refused: Record<RefusalReason, number>;
  #accepted = 0;
  #inFlightBytes = 0;

  constructor(parts: ReceiveParts) {
    this.#parts = parts;
    const none = Object.keys(statusOf).map((reason) => [reason, 0]);
    this.#refused = Object.fromEntries(none) as Record<RefusalReason, number>;
  }

  stats(): ReceiverStats {
    return Object.freeze({
      accepted: this.#accepted,
      refused: Object.freeze({ ...this.#refused }),
      inFlightBytes: this.#inFlightBytes,
    });
  }

  async handle(request: Request): Promise<Response> {
    const { idHeader, maxBytes, maxInFlightBytes } = this.#parts;
    if (request.method !== "POST") {
      return await this.#refuse(
        request,
        "method",
        "Cannot accept the request as it must be a POST",
      );
    }
    const length = declaredBytes(request.headers) ?? 0;
    if (length > maxBytes) {
      return await this.#refuse(request, "too-large", problemText("too-large", maxBytes));
    }
    const id = request.headers.get(idHeader);
    if (!isDeliveryId(id)) {
      const message = `Cannot accept the delivery as the header "${idHeader}" must hold its id: ` +
        idRule;
      return await this.#refuse(request, "bad-id", message);
    }
    let counted = 0;
    const count = (bytes: number) => {
      const more = Math.max(0, bytes - counted);
      if (this.#inFlightBytes + more > maxInFlightBytes) return false;
      counted += more;
      this.#inFlightBytes += more;
      return true;
    };
    if (!count(length)) {
      return await this.#refuse(request, "overloaded", problemText("overloaded", maxBytes));
    }
    try {
      return await this.#accept(request, id, count);
    } finally {
      this.#inFlightBytes -= counted;
    }
  }

  async #accept(
    request: Request,
    id: string,
    count: (bytes: number) => boolean,
  ): Promise<Response> {
    const { inbox, verify, clock, maxBytes, timeoutMs } = this.#parts;
    const body = await readBody(request, { maxBytes, timeoutMs, clock, count });
    if (typeof body === "string") {
      return await this.#refuse(request, body, problemText(body, maxBytes));
    }
    if (!await verify(request.headers, body)) {
      const message = "Cannot accept the delivery as it is not signed with this receiver's secret";
      return await this.#refuse(request, "signature", message);
    }
    const headers = keptHeaders(request.headers);
    try {
      const seq = await inbox.append({ id, receivedAtMs: clock.now(), headers, body });
      this.#accepted++;
      return Response.json({ accepted: id, seq }, { status: 202 });
    } catch (error) {
      const reason = inboxRefusal(error);
      if (reason === undefined) throw error;
      return await this.#refuse(request, reason, (error as Error).message);
    }
  }

  async #refuse(request: Request, reason: RefusalReason, message: string): Promise<Response> {
    this.#refused[reason]++;
    // Answering without reading or cancelling the body costs the server three times as much.
    if (!request.bodyUsed) await request.body?.cancel().catch(() => {});
    const status = statusOf[reason];
    const headers = new Headers();
    if (status === 503) headers.set("retry-after", String(this.#parts.retryAfter));
    if (status === 405) headers.set("allow", "POST");
    return Response.json({ reason, message }, { status, headers });
  }
}

function inboxRefusal(error: unknown): RefusalReason | undefined {
  if (error instanceof InboxFullError) return "full";
  const broken = error instanceof InboxClosedError || error instanceof InboxBrokenError;
  return broken ? "broken" : undefined;
}

function problemText(problem: BodyProblem, maxBytes: number): string {
  switch (problem) {
    case "too-large":
      return `Cannot accept the delivery as its body must be ${maxBytes} bytes or less`;
    case "overloaded":
      return "Cannot accept the delivery as too many are being received: send it later";
    case "slow":
      return "Cannot accept the delivery as its body did not arrive in time";
    case "aborted":
      return "Cannot accept the delivery as its body broke off";
  }
}

/** Names of headers that hold a signature or a credential, as senders have come to call them. */
const secretive =
  /signature|token|secret|password|cookie|(?:^|-)(?:auth|authorization|api-?key|key)(?:-|$)/;

/** What a handler may need later; credentials and the signature are not among it. */
function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of headers) {
    const wanted = name === "content-type" || name === "user-agent" || name.startsWith("x-") ||
      name.startsWith("webhook-");
    if (wanted && !secretive.test(name)) kept[name] = value;
  }
  return kept;
}
