import type { Mutant } from "../mutants.ts";

const ACQUIRE = "scope/engine/acquire.ts";
const RETRY = "scope/engine/retry_delay.ts";

/** What goes wrong while something is acquired. */
export const ACQUIRING: readonly Mutant[] = [
  {
    file: ACQUIRE,
    from:
      "if (this.#cancelled !== undefined) return this.#releaseLate(value, this.#cancelled.reason);",
    to: "",
    breaks: "a value that comes too late is held instead of released",
  },
  {
    file: ACQUIRE,
    from: "    this.#controller?.abort(reason);",
    to: "",
    breaks: "the signal of the resource does not abort when its caller is refused",
  },
  {
    file: ACQUIRE,
    from: "if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);",
    to: "",
    breaks: "a signal that is looked at late does not tell of the refusal",
  },
  {
    file: ACQUIRE,
    from: "if (signal?.aborted) return this.cancel(signal.reason);",
    to: "",
    breaks: "an abort before the signal is listened to is not honoured",
  },
  {
    file: ACQUIRE,
    from: '      signal.addEventListener("abort", this.#onAbort, { once: true });',
    to: "",
    breaks: "the abort of the caller is not honoured",
  },
  {
    file: ACQUIRE,
    from: 'this.#limits.signal!.removeEventListener("abort", this.#onAbort);',
    to: "",
    breaks: "a listener stays on the signal of the caller",
  },
  {
    file: ACQUIRE,
    from: "this.#watch.set(this.#node.nowMs() + timeoutMs);",
    to: "",
    breaks: "the timeout of an acquisition is not armed",
  },
  {
    file: ACQUIRE,
    from: "    this.#watch?.stop();\n",
    to: "",
    breaks: "the timer of an acquisition outlives it",
  },
  {
    file: ACQUIRE,
    from: "    if (this.#pause !== undefined) this.#end();",
    to: "",
    breaks: "a close waits for an acquisition that was cancelled between two tries",
  },
  {
    file: ACQUIRE,
    from: "      this.#attempt++;",
    to: "",
    breaks: "tries are not counted, so that they never end",
  },
  {
    file: ACQUIRE,
    from: "    if (this.#cancelled !== undefined) return this.#end();\n    if (delayMs",
    to: "    if (delayMs",
    breaks: "one more try follows a retryIf that has closed the scope",
  },
  {
    file: ACQUIRE,
    from: "    this.#stopLimits();\n    if (this.#limits.signal?.aborted)",
    to: "    this.#stopLimits();\n    if (false)",
    breaks: "a value is given to a caller whose signal aborted in the same turn",
  },
  {
    file: ACQUIRE,
    from: "    if (this.#cancelled !== undefined) this.#end();\n    else this.#try();",
    to: "    this.#try();",
    breaks: "what an observer has cancelled is acquired",
  },
  {
    file: ACQUIRE,
    from: "    if (this.#cancelled !== undefined) throw this.#cancelled.reason;",
    to: "",
    breaks: "acquireSync() does not throw why there is nothing",
  },
  {
    file: RETRY,
    from: "attempt >= retry.maxAttempts",
    to: "attempt > retry.maxAttempts",
    breaks: "one try too many",
  },
  {
    file: RETRY,
    from: "multiplier ** (attempt - 1)",
    to: "multiplier ** attempt",
    breaks: "the first pause is longer than asked for",
  },
  {
    file: RETRY,
    from: "Math.min(maxDelayMs, ",
    to: "Math.max(0, ",
    breaks: "pauses grow without a limit",
  },
  {
    file: RETRY,
    from: "!retry.retryIf(error, attempt)",
    to: "retry.retryIf(error, attempt) === undefined",
    breaks: "retryIf is asked and not heard",
  },
];
