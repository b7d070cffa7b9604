import { checkDuration, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { signalOf, subtree } from "../engine/abort.ts";
import { emitResource } from "../engine/emit.ts";
import type { Held } from "../engine/held.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import { Watch } from "../engine/watch.ts";
import { nodeOf, type Scope } from "../scope.ts";

/** Options of {@linkcode checkHealth}. */
export interface CheckHealthOptions {
  /**
   * Milliseconds that each check may take; one that takes longer says that the resource does not work.
   *
   * @default {5000}
   */
  readonly timeoutMs?: number;
  /** Gives up all checks when it aborts. */
  readonly signal?: AbortSignal;
}

/** What one check of {@linkcode checkHealth} said. */
export interface HealthCheck {
  /** Path of the scope that holds the resource. */
  readonly path: string;
  /** Name of the resource. */
  readonly resource: string;
  /** Whether it works. */
  readonly ok: boolean;
  /** Milliseconds that the check took. */
  readonly durationMs: number;
  /** What the check threw, or a `TimeoutError`; missing where the resource works. */
  readonly error?: unknown;
}

/** What {@linkcode checkHealth} found. */
export interface HealthReport {
  /** Whether all that was checked works; also if there was nothing to check. */
  readonly ok: boolean;
  /** Milliseconds that all of it took. */
  readonly durationMs: number;
  /** The checks, parents before children, in the order of arrival. */
  readonly checks: readonly HealthCheck[];
}

/**
 * Asks everything that a scope and those below it hold whether it still works: each resource that was
 * acquired by a definition with a {@linkcode ResourceDefinition.health} function. What throws, rejects,
 * answers `false` or does not answer in time does not work; observers are told of it by a
 * `resource.unhealthy` event. Nothing is released.
 *
 * Order: all checks run at the same time.
 * Cancel: the checks' signal aborts, and the promise rejects, when `signal` aborts, when the scope is
 * told to stop or begins to close. What a child of it releases meanwhile is left out.
 *
 * @example What a load balancer asks
 * ```ts
 * import { checkHealth, defineResource, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const database = defineResource({
 *   name: "database",
 *   acquire: () => ({ isConnected: true }),
 *   release: () => {},
 *   health: (connection) => connection.isConnected,
 * });
 *
 * await withScope("app", async (app) => {
 *   const connection = await app.acquire(database);
 *   assert.equal((await checkHealth(app)).ok, true);
 *   connection.isConnected = false;
 *   const { ok, checks } = await checkHealth(app, { timeoutMs: 1_000 });
 *   assert.equal(ok, false);
 *   assert.equal(checks[0]?.resource, "database");
 * });
 * ```
 * @returns A frozen report.
 * @throws {TypeError} If `scope` is no scope, or an option has the wrong type or does not exist.
 * @throws {RangeError} If `timeoutMs` is negative.
 * @throws {ScopeClosedError} If the scope is closed or closing, or begins to close meanwhile.
 * @throws The reason of whichever signal aborted.
 */
export async function checkHealth(
  scope: Scope,
  options: CheckHealthOptions = {},
): Promise<HealthReport> {
  const action = "check the health of the scope";
  checkKeys(action, options, ["timeoutMs", "signal"]);
  const { signal } = options;
  const timeoutMs = checkDuration(action, "timeoutMs", options.timeoutMs ?? 5_000);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(optionMessage(action, "signal", "an AbortSignal", signal));
  }
  const root = nodeOf(action, scope);
  root.assertOpen(action);
  const own = signalOf(root);
  const stop = signal === undefined ? own : AbortSignal.any([own, signal]);
  stop.throwIfAborted();
  const sinceMs = root.nowMs();
  const probes = subtree(root).flatMap((node) =>
    node.held.toArray()
      .filter(({ state, detail }) => state === "held" && detail?.health !== undefined)
      .map((held) => probe({ root, node, held, timeoutMs, stop }))
  );
  const checks = (await Promise.all(probes)).filter((check) => check !== undefined);
  stop.throwIfAborted();
  return Object.freeze({
    ok: checks.every(({ ok }) => ok),
    durationMs: root.nowMs() - sinceMs,
    checks: Object.freeze(checks),
  });
}

/** One check, of one resource. */
interface Probe {
  readonly root: ScopeNode;
  readonly node: ScopeNode;
  readonly held: Held;
  readonly timeoutMs: number;
  readonly stop: AbortSignal;
}

/** What the check says; `undefined` if it was given up, or the resource is not held any more. */
async function probe(
  { root, node, held, timeoutMs, stop }: Probe,
): Promise<HealthCheck | undefined> {
  const { path } = node;
  const resource = held.name;
  const sinceMs = root.nowMs();
  const controller = new AbortController();
  const giveUp = () => controller.abort(stop.reason);
  stop.addEventListener("abort", giveUp, { once: true });
  const watch = new Watch(root.options.clock, () => {
    const what = `Cannot check the health of "${resource}" of scope "${path}"`;
    controller.abort(new DOMException(`${what} within ${timeoutMs} ms`, "TimeoutError"));
  });
  watch.set(sinceMs + timeoutMs);
  const failure = await ask(held, path, controller.signal);
  watch.stop();
  stop.removeEventListener("abort", giveUp);
  if (stop.aborted || held.state !== "held") return undefined;
  const durationMs = root.nowMs() - sinceMs;
  if (failure === undefined) return Object.freeze({ path, resource, ok: true, durationMs });
  const { error } = failure;
  if (node.observed) emitResource(node, held, { type: "resource.unhealthy", durationMs, error });
  return Object.freeze({ path, resource, ok: false, durationMs, error });
}

/** What is wrong with the resource, if anything is. */
async function ask(
  { name, value, detail }: Held,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly error: unknown } | undefined> {
  const health = detail!.health!;
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => aborted.reject(signal.reason), { once: true });
  try {
    const answer = await Promise.race([health(value as never, { signal }), aborted.promise]);
    if (answer !== false) return undefined;
    const what = `Cannot rely on "${name}" of scope "${path}"`;
    return { error: new Error(`${what} as its health check answered false`) };
  } catch (error) {
    return { error };
  }
}
