import {
  checkDuration,
  checkFunction,
  checkKeys,
  optionMessage,
} from "../../_internal/check_option.ts";
import { abortTree } from "../engine/abort.ts";
import { closeNode, limitClose } from "../engine/close.ts";
import { closeErrorOf } from "../engine/close_outcome.ts";
import { exitProcess, processSignals, signalNumber } from "./_process_signals.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import { Watch } from "../engine/watch.ts";
import type { ScopeExit } from "../exit.ts";
import { nodeOf, type Scope } from "../scope.ts";
import type { SignalSource } from "./signal_source.ts";

/** Why {@linkcode handleSignals} leaves the program. */
export interface SignalExit {
  /** The signal that made it leave. */
  readonly signal: string;
  /** `"closed"`: the scope is closed. `"repeated"`: a second signal came before it was. */
  readonly cause: "closed" | "repeated";
  /** What the close of the scope rejected with, where it did. */
  readonly error?: unknown;
}

/** Options of {@linkcode handleSignals}. */
export interface HandleSignalsOptions {
  /**
   * Signals to handle.
   *
   * @default {["SIGINT", "SIGTERM"]}
   */
  readonly signals?: readonly string[];
  /**
   * Milliseconds from the first signal until the scope is closed at the latest.
   *
   * @default {10000}
   */
  readonly graceMs?: number;
  /**
   * Milliseconds of `graceMs` that a running `withScope` body has to finish by itself before the
   * scope is closed under it; `graceMs` at most.
   *
   * @default half of `graceMs`
   */
  readonly drainMs?: number;
  /**
   * Leaves the program with 128 + the number of the signal. One of your own can print a last word
   * first; if it returns, the program goes on, and a second signal calls it again.
   *
   * @default prints the error of the close, if there is one, to stderr and exits the process
   */
  readonly exit?: (code: number, context: SignalExit) => void;
  /**
   * Where signals come from.
   *
   * @default the process
   */
  readonly source?: SignalSource;
}

/** The platform never hands these to a program. */
const UNSTOPPABLE = ["SIGKILL", "SIGSTOP"];
const KEYS = ["signals", "graceMs", "drainMs", "exit", "source"];

/**
 * Closes a scope in order when the process is told to stop, then leaves.
 *
 * On the first signal:
 * 1. the scope's `signal` aborts; its reason is a `DOMException` named `AbortError` whose message
 *    names scope and signal;
 * 2. if a {@linkcode withScope} body is running in the scope, it has `drainMs` to shut down its own
 *    way, with everything it holds still open; when it ends, its scope closes;
 * 3. a scope without such a body, or one whose body takes longer, is closed as `aborted`;
 * 4. `graceMs` after the signal at the latest, releases that have not settled are abandoned;
 * 5. `exit(128 + n)` is called once the scope is closed, before code that waits for it goes on.
 *
 * A second signal calls `exit` at once.
 *
 * Signals are handled until the scope is closed or the result is disposed of. Do not put it in a
 * `using` of the body itself: the close, which comes after the body, would be without it. Disposing
 * after a first signal changes nothing.
 *
 * Cancel: dispose of the result.
 *
 * @example Stop in order
 * ```ts
 * import { handleSignals, type SignalSource, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * let interrupt = () => {};
 * const source: SignalSource = {
 *   listen(signal, listener) {
 *     if (signal === "SIGINT") interrupt = listener;
 *     return { [Symbol.dispose]() {} };
 *   },
 * };
 * const codes: number[] = [];
 * await withScope("app", async (app) => {
 *   handleSignals(app, { source, exit: (code) => codes.push(code) });
 *   queueMicrotask(interrupt);
 *   await new Promise((resolve) => app.signal.addEventListener("abort", resolve));
 * });
 * assert.deepEqual(codes, [130]);
 * ```
 * @throws {TypeError} If an option has the wrong type, or a signal cannot be handled here.
 * @throws {RangeError} If a duration is negative, or `drainMs` is more than `graceMs`.
 * @throws {ScopeClosedError} If the scope is closed or closing.
 */
export function handleSignals(scope: Scope, options: HandleSignalsOptions = {}): Disposable {
  const action = "handle signals";
  checkKeys(action, options, KEYS);
  const node = nodeOf(action, scope);
  node.assertOpen(action);
  const graceMs = checkDuration(action, "graceMs", options.graceMs ?? 10_000);
  const drainMs = checkDuration(action, "drainMs", options.drainMs ?? graceMs / 2);
  if (drainMs > graceMs) {
    const rule = `a number of milliseconds <= "graceMs" (${graceMs})`;
    throw new RangeError(optionMessage(action, "drainMs", rule, drainMs));
  }
  const exit = options.exit ?? printAndExit;
  checkFunction(action, "exit", exit);
  const shutdown = new Shutdown(node, graceMs, drainMs, exit);
  shutdown.listen(options.source ?? processSignals, checkSignals(action, options.signals));
  return { [Symbol.dispose]: () => shutdown.dispose() };
}

/** What happens from the first signal to the last. */
class Shutdown {
  readonly #node: ScopeNode;
  readonly #graceMs: number;
  readonly #drain: Watch;
  readonly #drainMs: number;
  readonly #exit: (code: number, context: SignalExit) => void;
  readonly #listeners: Disposable[] = [];
  readonly #onClosed = () => this.#stopListening();
  #started = false;

  constructor(
    node: ScopeNode,
    graceMs: number,
    drainMs: number,
    exit: (code: number, context: SignalExit) => void,
  ) {
    this.#node = node;
    this.#graceMs = graceMs;
    this.#drainMs = drainMs;
    this.#exit = exit;
    this.#drain = new Watch(node.options.clock, () => this.#close());
  }

  listen(source: SignalSource, signals: readonly string[]): void {
    try {
      for (const signal of signals) {
        this.#listeners.push(source.listen(signal, () => this.#receive(signal)));
      }
    } catch (error) {
      this.#stopListening();
      throw error;
    }
    this.#node.onClosed ??= new Set();
    this.#node.onClosed.add(this.#onClosed);
  }

  /** After the first signal the listeners stay until the scope is closed. */
  dispose(): void {
    if (!this.#started) this.#stopListening();
  }

  #stopListening(): void {
    this.#node.onClosed?.delete(this.#onClosed);
    for (const listener of this.#listeners.splice(0)) listener[Symbol.dispose]();
  }

  #receive(signal: string): void {
    if (this.#started) return this.#leave(signal, { signal, cause: "repeated" });
    this.#started = true;
    const node = this.#node;
    limitClose(node, this.#graceMs);
    node.onClosed?.add(() => this.#closed(signal));
    abortTree(
      node,
      new DOMException(`Scope "${node.path}" was stopped by ${signal}`, "AbortError"),
    );
    if (!node.hasBody) this.#close();
    else this.#drain.set(node.nowMs() + this.#drainMs);
  }

  #close(): void {
    const exit: ScopeExit = Object.freeze({ status: "aborted", error: this.#node.abortReason });
    // What it rejects with is handed to `exit`.
    closeNode(this.#node, exit, undefined).catch(() => {});
  }

  #closed(signal: string): void {
    this.#drain.stop();
    this.#leave(signal, { signal, cause: "closed", ...closeErrorOf(this.#node) });
  }

  #leave(signal: string, context: SignalExit): void {
    try {
      this.#exit(128 + (signalNumber(signal) ?? 0), Object.freeze(context));
    } catch (error) {
      // The close that calls this must go on; the error is nobody's but the program's.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function checkSignals(action: string, signals: unknown = ["SIGINT", "SIGTERM"]): string[] {
  if (!Array.isArray(signals)) {
    throw new TypeError(optionMessage(action, "signals", "an array of signal names", signals));
  }
  for (const signal of signals) {
    const exists = typeof signal === "string" && signalNumber(signal) !== undefined;
    if (exists && !UNSTOPPABLE.includes(signal)) continue;
    const rule = `an array of signals that ${exists ? "a program can handle" : "the platform has"}`;
    throw new TypeError(optionMessage(action, "signals", rule, signal));
  }
  return [...new Set<string>(signals)];
}

function printAndExit(code: number, context: SignalExit): void {
  if (context.error !== undefined) console.error(context.error);
  exitProcess(code);
}
