import {
  checkDuration,
  checkFunction,
  checkKeys,
  checkString,
  optionMessage,
} from "../_internal/check_option.ts";
import { abortTree, signalOf } from "./engine/abort.ts";
import { acquireInto, holdValue, refuseValue } from "./engine/acquire.ts";
import { closeNode } from "./engine/close.ts";
import { emit } from "./engine/emit.ts";
import { Held, type ReleaseFunction } from "./engine/held.ts";
import { disposerOf, pickRelease } from "./engine/pick_release.ts";
import { releaseEarly } from "./engine/release_early.ts";
import { ScopeNode, type ScopeState } from "./engine/scope_node.ts";
import { checkExit, type ScopeExit, SUCCESS } from "./exit.ts";
import { checkResource, type Resource } from "./resource.ts";
import { type ChildScopeOptions, resolveOptions } from "./scope_options.ts";
import { type ScopeStats, statsOf } from "./scope_stats.ts";

/** Options of {@linkcode Scope}. */
export interface ScopeOptions extends ChildScopeOptions {
  /** The scope that closes this one at the latest; without it the scope is a root. */
  readonly parent?: Scope;
}

/** Options of {@linkcode Scope.acquire}. */
export interface AcquireOptions {
  /**
   * Milliseconds that acquiring may take.
   *
   * @default the resource's `timeoutMs`
   */
  readonly timeoutMs?: number;
  /** Gives up the acquisition when it aborts. */
  readonly signal?: AbortSignal;
}

/** Options of {@linkcode Scope.close}. */
export interface CloseOptions {
  /**
   * Milliseconds that the close may take; brings the deadline of a close under way forward, also
   * where a parent closes the scope, and never puts it off.
   *
   * @default the scope's `closeTimeoutMs`
   */
  readonly timeoutMs?: number;
}

/** Set by the class, which alone can look behind its `#node`. */
let readNode: (scope: Scope) => ScopeNode;

/**
 * Holds resources and releases them, the newest first, whatever happens: a release that throws or
 * hangs does not keep the others from theirs, and a value that arrives too late is not lost.
 *
 * {@linkcode withScope} is the better door where the work is a function, as it knows how it ended.
 *
 * Order: children close before any resource of the parent, the newest first; then resources in the
 * reverse order of their arrival.
 *
 * @example Released in reverse, at the end of the block
 * ```ts
 * import { Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * {
 *   await using scope = new Scope("job");
 *   scope.defer("first", () => log.push("first"));
 *   scope.adopt("second", { close: () => log.push("second") });
 *   scope.succeed();
 * }
 * assert.deepEqual(log, ["second", "first"]);
 * ```
 */
export class Scope implements AsyncDisposable {
  readonly #node: ScopeNode;

  /**
   * Opens a scope.
   *
   * @param name Name in paths, trees, events and errors.
   * @param options See {@linkcode ScopeOptions}.
   * @throws {TypeError} If an option has the wrong type or does not exist.
   * @throws {RangeError} If a duration is negative.
   * @throws {ScopeClosedError} If the parent is closed or closing.
   */
  constructor(name: string, options: ScopeOptions = {}) {
    const action = "open the scope";
    checkString(action, "name", name);
    const parent = parentNode(action, options);
    const resolved = resolveOptions(action, options, parent?.options);
    parent?.assertOpen(`open "${name}"`);
    this.#node = new ScopeNode(name, parent, resolved);
    if (options.signal !== undefined) followSignal(this.#node, options.signal);
    if (this.#node.observed) emit(this.#node, { type: "scope.opened" });
  }

  static {
    readNode = (scope) => scope.#node;
  }

  /** Name given to the constructor. */
  get name(): string {
    return this.#node.name;
  }

  /** Names from the root to this scope, joined with `/`. */
  get path(): string {
    return this.#node.path;
  }

  /** `"open"`, then `"closing"`, then `"closed"`. */
  get state(): ScopeState {
    return this.#node.state;
  }

  /**
   * Aborts when the scope, or one above it, is told to stop (with the reason given), and at the latest
   * when it begins to close (with a {@linkcode ScopeClosedError}), before the first release.
   */
  get signal(): AbortSignal {
    return signalOf(this.#node);
  }

  /**
   * Acquires a resource and holds it until it is released or the scope closes.
   *
   * Order: resources are released in the reverse order of their arrival.
   * Cancel: rejects at once when the signal aborts, the time is up or the scope closes; if the value
   * still arrives, it is released at once.
   *
   * @throws {TypeError} If an option or a field of the resource has the wrong type.
   * @throws {RangeError} If a duration is negative.
   * @throws {ScopeClosedError} If the scope is closed or closing, or closes meanwhile.
   * @throws {DOMException} Named `TimeoutError`, if it takes longer than `timeoutMs`.
   */
  async acquire<T>(resource: Resource<T>, options: AcquireOptions = {}): Promise<T> {
    const action = "acquire the resource";
    checkKeys(action, options, ["timeoutMs", "signal"]);
    checkResource(action, resource);
    const timeoutMs = options.timeoutMs ?? resource.timeoutMs ?? Infinity;
    checkDuration(action, "timeoutMs", timeoutMs);
    this.#node.assertOpen(`acquire "${resource.name}"`);
    if (this.#node.aborted) throw this.#node.abortReason;
    options.signal?.throwIfAborted();
    return await acquireInto(this.#node, resource, timeoutMs, options.signal);
  }

  /**
   * Holds a disposable; `null` and `undefined` are passed through, as in `using`. Each call is a hold
   * of its own, as in {@linkcode Scope.adopt}.
   *
   * @param name What to call it.
   * @throws {TypeError} If it is not disposable.
   * @throws {ScopeClosedError} If the scope is closed or closing; the value is released first.
   */
  use<T extends AsyncDisposable | Disposable | null | undefined>(value: T, name?: string): T {
    if (value === null || value === undefined) return value;
    const release = disposerOf(value);
    if (release === undefined) {
      throw new TypeError(optionMessage("use the value", "value", "disposable", value));
    }
    const label = name ?? ((value as object).constructor?.name || "disposable");
    return this.#hold(checkString("use the value", "name", label), value, release);
  }

  /**
   * Holds any value. Without `release` it is disposed of by `Symbol.asyncDispose`, `Symbol.dispose`,
   * or the first it has of `end`, `close`, `quit`, `destroy`, `terminate` and `dispose`. Each call is
   * a hold of its own: a value that is handed over twice is released twice.
   *
   * @throws {TypeError} If nothing says how to release it.
   * @throws {ScopeClosedError} If the scope is closed or closing; the value is released first.
   */
  adopt<T>(name: string, value: T, release?: (value: T, exit: ScopeExit) => unknown): T {
    checkString("adopt the value", "name", name);
    if (release !== undefined) checkFunction(`adopt "${name}"`, "release", release);
    return this.#hold(name, value, release ?? pickRelease(name, value));
  }

  /**
   * Calls a function when the scope closes, in its place in the order; `release(fn)` calls it earlier.
   *
   * @throws {ScopeClosedError} If the scope is closed or closing; the function is not called.
   */
  defer(name: string, release: (exit: ScopeExit) => unknown): void {
    checkString("defer the function", "name", name);
    checkFunction(`defer "${name}"`, "release", release);
    this.#node.assertOpen(`defer "${name}"`);
    this.#hold(name, release, (_value, exit) => release(exit));
  }

  /**
   * Opens a scope inside this one; this one closes it at the latest.
   *
   * @throws {ScopeClosedError} If the scope is closed or closing.
   */
  child(name: string, options: ChildScopeOptions = {}): Scope {
    return new Scope(name, { ...options, parent: this });
  }

  /**
   * Releases one held value now, the newest if it is held more than once. Resolves to `false` if the
   * scope does not hold it (any more), so that a `finally` may call it whatever happened.
   *
   * Order: none; the others stay. Callers at the same time wait for the same release.
   * Cancel: abandoned, with a `TimeoutError`, after the release timeout.
   *
   * @param exit What the release function is told.
   * @throws {TypeError} If called from inside the release of the same value.
   * @throws Whatever the release function throws.
   */
  async release(value: unknown, exit?: ScopeExit): Promise<boolean> {
    const given = exit === undefined ? undefined : checkExit("release the value", exit);
    return await releaseEarly(this.#node, value, given);
  }

  /**
   * Says that the work is done, for a scope that cannot know; a failure that was told stays.
   *
   * @throws {ScopeClosedError} If the scope is closed or closing: what it held was released without
   * knowing.
   */
  succeed(): void {
    this.#node.assertOpen("mark as a success");
    this.#node.mark ??= SUCCESS;
  }

  /** Says that the work failed, for a scope that cannot know; the first failure stays. */
  fail(error: unknown): void {
    if (this.#node.state !== "open" || this.#node.mark?.status === "failure") return;
    this.#node.mark = Object.freeze({ status: "failure", error });
  }

  /**
   * Releases everything below and in this scope. A second call, also at the same time, returns the
   * same promise.
   *
   * Order: children before resources, the newest first.
   * Cancel: a release that hangs is abandoned after its timeout, the whole close ends with its own.
   *
   * @param exit How the work ended. @default what `succeed()` or `fail()` said, `aborted` if the
   * signal aborted, else `unknown`
   * @throws {ReleaseError} If two or more releases failed, or one did after the work had failed.
   * @throws {TypeError} If called from inside a release that this close would wait for.
   * @throws Whatever the one release threw, if it was the only failure.
   */
  close(exit?: ScopeExit, options: CloseOptions = {}): Promise<void> {
    try {
      const action = "close the scope";
      checkKeys(action, options, ["timeoutMs"]);
      if (options.timeoutMs !== undefined) checkDuration(action, "timeoutMs", options.timeoutMs);
      const given = exit === undefined ? undefined : checkExit(action, exit);
      return closeNode(this.#node, given, options.timeoutMs);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Answers how the scope stands; children answer for themselves. */
  stats(): ScopeStats {
    return statsOf(this.#node);
  }

  /** Closes the scope; the same as `close()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #hold<T>(name: string, value: T, release: ReleaseFunction): T {
    const held = new Held(name, release, undefined);
    if (this.#node.state !== "open") refuseValue(this.#node, held, value);
    holdValue(this.#node, held, value);
    return value;
  }
}

/** The state behind a scope, for the other files of this module. */
export function nodeOf(action: string, scope: Scope): ScopeNode {
  if (!(scope instanceof Scope)) {
    throw new TypeError(optionMessage(action, "scope", "a Scope", scope));
  }
  return readNode(scope);
}

function parentNode(action: string, options: ScopeOptions): ScopeNode | undefined {
  const parent = options?.parent;
  if (parent === undefined) return undefined;
  if (!(parent instanceof Scope)) {
    throw new TypeError(optionMessage(action, "parent", "a Scope", parent));
  }
  return readNode(parent);
}

function followSignal(node: ScopeNode, signal: AbortSignal): void {
  if (signal.aborted) return abortTree(node, signal.reason);
  const abort = () => abortTree(node, signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  node.onClosed = [() => signal.removeEventListener("abort", abort)];
}
