import {
  checkDuration,
  checkFunction,
  checkKeys,
  checkString,
  optionMessage,
} from "../_internal/check_option.ts";
import { abortTree, signalOf } from "./engine/abort.ts";
import { acquireInto, type AcquireLimits, acquireNow, NO_LIMITS } from "./engine/acquire.ts";
import { closeNode } from "./engine/close.ts";
import { currentStore } from "./engine/current_store.ts";
import { emitOpened } from "./engine/emit.ts";
import { Held, type ReleaseFunction } from "./engine/held.ts";
import { holdValue } from "./engine/hold.ts";
import { moveAll, moveValue } from "./engine/move.ts";
import { disposerOf, pickRelease } from "./engine/pick_release.ts";
import { acquireWithNeeds } from "./graph/acquire_graph.ts";
import { releaseEarly } from "./engine/release_early.ts";
import { refuseValue } from "./engine/release_late.ts";
import { ScopeNode, type ScopeState } from "./engine/scope_node.ts";
import { checkExit, type ScopeExit, SUCCESS } from "./exit.ts";
import { checkResource, checkRetry, type Resource, type RetryOptions } from "./resource.ts";
import { type ChildScopeOptions, resolveOptions } from "./scope_options.ts";
import { type ScopeStats, statsOf } from "./scope_stats.ts";

/** Options of {@linkcode Scope}. */
export interface ScopeOptions extends ChildScopeOptions {
  /** The scope that closes this one at the latest; without it the scope is a root. */
  readonly parent?: Scope | undefined;
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
  readonly signal?: AbortSignal | undefined;
  /**
   * Tries again when acquiring fails.
   *
   * @default the resource's `retry`
   */
  readonly retry?: RetryOptions;
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
  constructor(name: string, options?: ScopeOptions) {
    const action = "open the scope";
    if (typeof name !== "string" || name === "") checkString(action, "name", name);
    const parent = options === undefined ? undefined : parentNode(action, options);
    this.#node = openNode(action, name, parent, options);
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
   * Acquires a resource and holds it until it is released or the scope closes. What it needs is
   * acquired first, unless the scope, or one above it, holds that already (see {@linkcode acquireAll}).
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
  acquire<T>(resource: Resource<T>, options?: AcquireOptions): Promise<T> {
    try {
      const action = "acquire the resource";
      checkResource(action, resource);
      const limits = limitsOf(action, resource, options);
      const node = this.#node;
      if (node.state !== "open") node.assertOpen(`acquire "${resource.name}"`);
      if (node.aborted) throw node.abortReason;
      limits.signal?.throwIfAborted();
      if (resource.needs !== undefined) {
        const call = { timeoutMs: limits.timeoutMs, signal: limits.signal, concurrency: Infinity };
        return acquireWithNeeds(action, node, withLimits(resource, limits), call);
      }
      return acquireInto(node, resource, {}, limits);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Acquires a resource that is there at once, without a promise; it is tried once, and its
   * `timeoutMs` has no meaning.
   *
   * @throws {TypeError} If acquiring it returns a promise; what that brings is released. If it needs
   * other resources.
   * @throws {ScopeClosedError} If the scope is closed or closing.
   */
  acquireSync<T>(resource: Resource<T>): T {
    checkResource("acquire the resource", resource);
    this.#node.assertOpen(`acquire "${resource.name}"`);
    if (this.#node.aborted) throw this.#node.abortReason;
    if (resource.needs !== undefined) {
      throw new TypeError(
        `Cannot acquire "${resource.name}" at once as it needs other resources: use acquire()`,
      );
    }
    return acquireNow(this.#node, resource);
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
    if (typeof label !== "string" || label === "") checkString("use the value", "name", label);
    return this.#hold(label, value, release);
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
    if (typeof name !== "string" || name === "") checkString("adopt the value", "name", name);
    if (release !== undefined && typeof release !== "function") {
      checkFunction(`adopt "${name}"`, "release", release);
    }
    return this.#hold(name, value, release ?? pickRelease(name, value));
  }

  /**
   * Calls a function when the scope closes, in its place in the order; `release(fn)` calls it earlier.
   *
   * @throws {ScopeClosedError} If the scope is closed or closing; the function is not called.
   */
  defer(name: string, release: (exit: ScopeExit) => unknown): void {
    checkString("defer the function", "name", name);
    if (typeof release !== "function") checkFunction(`defer "${name}"`, "release", release);
    if (this.#node.state !== "open") this.#node.assertOpen(`defer "${name}"`);
    this.#hold(name, release, callDeferred);
  }

  /**
   * Opens a scope inside this one; this one closes it at the latest.
   *
   * @throws {ScopeClosedError} If the scope is closed or closing.
   */
  child(name: string, options?: ChildScopeOptions): Scope {
    return new Scope(name, options === undefined ? { parent: this } : { ...options, parent: this });
  }

  /**
   * Calls a function with this scope as the current one, so that {@linkcode currentScope} finds it,
   * also after an `await`; neither closes the scope nor marks its end.
   *
   * @returns What the function returns.
   */
  run<T>(fn: (scope: Scope) => T): T {
    checkFunction("run in the scope", "fn", fn);
    return currentStore.run(this, fn, this);
  }

  /**
   * Hands one held value, the newest if it is held more than once, over to another scope, which
   * releases it in its own time: the value is its newest. Returns `false` if this scope does not hold
   * it, or is releasing it.
   *
   * @throws {TypeError} If the target is no scope.
   * @throws {ScopeClosedError} If the target is closed or closing; nothing is moved.
   */
  move(value: unknown, target: Scope): boolean {
    return moveValue(this.#node, value, nodeOf("move the value", target));
  }

  /**
   * Hands everything that is held, in its order, over to another scope, and returns how many resources
   * that were. Children and what is still being acquired stay.
   *
   * It is how a function that opens several things gives them to its caller only when all are open.
   *
   * @throws {TypeError} If the target is no scope.
   * @throws {ScopeClosedError} If one of the two is closed or closing; nothing is moved.
   */
  moveAll(target: Scope): number {
    return moveAll(this.#node, nodeOf("move the values", target));
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

  /**
   * Says that the work failed, for a scope that cannot know; the first failure stays. Once the scope
   * is closing it changes nothing, so that a late handler of errors may call it whatever happened.
   */
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
  close(exit?: ScopeExit, options?: CloseOptions): Promise<void> {
    if (exit === undefined && options === undefined) {
      return closeNode(this.#node, undefined, undefined);
    }
    try {
      const action = "close the scope";
      const timeoutMs = options?.timeoutMs;
      if (exit !== undefined && Object.hasOwn(Object(exit), "timeoutMs")) {
        throw new TypeError(
          `Cannot ${action} as "timeoutMs" is an option: pass it second, as close(undefined, { timeoutMs })`,
        );
      }
      if (options !== undefined) checkKeys(action, options, ["timeoutMs"]);
      if (timeoutMs !== undefined) checkDuration(action, "timeoutMs", timeoutMs);
      const given = exit === undefined ? undefined : checkExit(action, exit);
      return closeNode(this.#node, given, timeoutMs);
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
    return closeNode(this.#node, undefined, undefined);
  }

  #hold<T>(name: string, value: T, release: ReleaseFunction): T {
    const held = new Held(name, release);
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

function openNode(
  action: string,
  name: string,
  parent: ScopeNode | undefined,
  options: ScopeOptions | undefined,
): ScopeNode {
  const resolved = resolveOptions(action, options, parent?.options);
  if (parent !== undefined && parent.state !== "open") parent.assertOpen(`open "${name}"`);
  const node = new ScopeNode(name, parent, resolved);
  if (options?.signal !== undefined) followSignal(node, options.signal);
  if (node.observed) emitOpened(node);
  return node;
}

function callDeferred(release: (exit: ScopeExit) => unknown, exit: ScopeExit): unknown {
  return release(exit);
}

/** The same resource within the limits of one call. */
function withLimits<T>(resource: Resource<T>, { timeoutMs, retry }: AcquireLimits): Resource<T> {
  if (timeoutMs === (resource.timeoutMs ?? Infinity) && retry === resource.retry) return resource;
  return {
    name: resource.name,
    acquire: (context) => resource.acquire(context),
    release: (value, exit) => resource.release(value, exit),
    timeoutMs,
    ...(retry === undefined ? {} : { retry }),
    ...(resource.health && { health: (value, context) => resource.health!(value, context) }),
    ...(resource.releaseTimeoutMs !== undefined && { releaseTimeoutMs: resource.releaseTimeoutMs }),
    needs: resource.needs!,
  };
}

function limitsOf<T>(
  action: string,
  resource: Resource<T>,
  options: AcquireOptions | undefined,
): AcquireLimits {
  const { timeoutMs = Infinity, retry } = resource;
  if (options === undefined) {
    if (timeoutMs === Infinity && retry === undefined) return NO_LIMITS;
    return { timeoutMs, retry, signal: undefined };
  }
  checkKeys(action, options, ["timeoutMs", "signal", "retry"]);
  if (options.timeoutMs !== undefined) checkDuration(action, "timeoutMs", options.timeoutMs);
  if (options.retry !== undefined) checkRetry(action, "retry", options.retry);
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw new TypeError(optionMessage(action, "signal", "an AbortSignal", options.signal));
  }
  return {
    timeoutMs: options.timeoutMs ?? timeoutMs,
    retry: options.retry ?? retry,
    signal: options.signal,
  };
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
  node.onClosed ??= new Set();
  node.onClosed.add(() => signal.removeEventListener("abort", abort));
}
