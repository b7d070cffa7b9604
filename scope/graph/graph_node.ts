import { isThenable } from "../../_internal/is_thenable.ts";
import { type Acquisition, acquisitionOf } from "../engine/acquire_context.ts";
import type { Held } from "../engine/held.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import type { ScopeExit } from "../exit.ts";
import type { AcquireContext, Resource, ResourceDefinition, RetryOptions } from "../resource.ts";
import { acquireHold } from "./_hold.ts";

/**
 * One resource that was acquired as part of a graph. It is what the scope acquires in place of the
 * resource: the same, but with values for what it needs.
 *
 * Between `madeFrom` and `users` the graph can be walked both ways: a node may be released as soon as
 * none of its users is left, whatever else its scope holds.
 */
export class GraphNode implements ResourceDefinition<unknown> {
  /** The scope that holds it. */
  readonly scope: ScopeNode;
  /** What it was made from. */
  readonly resource: Resource<unknown>;
  /** The nodes whose values it is handed, by the keys in `resource.needs`. */
  readonly madeFrom: ReadonlyMap<string, GraphNode>;
  readonly name: string;
  readonly timeoutMs?: number;
  readonly releaseTimeoutMs?: number;
  readonly retry?: RetryOptions;
  readonly health?: NonNullable<Resource<unknown>["health"]>;
  /** Nodes that may be using it now: they are being acquired, held or being released. */
  readonly users: Set<GraphNode> = new Set();
  readonly release: (value: unknown, exit: ScopeExit) => unknown;
  /** `over` as soon as it is being released, or will never be. */
  state: "pending" | "held" | "over" = "pending";
  value: unknown;
  /** Its place in the scope, from when it is begun. */
  held: Held | undefined;
  /** Settles when it has arrived or failed, with what its scope rejected with. */
  arrival: Promise<void> = Promise.resolve();
  /** Calls under way that rely on it. */
  claims = 0;
  /** A call that relied on it has succeeded, so that it stays until its scope releases it. */
  kept = false;
  /** Is called when it is over. */
  onOver: (() => void) | undefined;
  readonly #controller: AbortController = new AbortController();
  /** It is being acquired, or its value has not been released. */
  #busy = false;
  #quiet: PromiseWithResolvers<void> | undefined;

  constructor(
    scope: ScopeNode,
    resource: Resource<unknown>,
    madeFrom: ReadonlyMap<string, GraphNode>,
  ) {
    this.scope = scope;
    this.resource = resource;
    this.madeFrom = madeFrom;
    this.name = resource.name;
    const { timeoutMs, releaseTimeoutMs, retry } = resource;
    if (timeoutMs !== undefined) this.timeoutMs = timeoutMs;
    if (releaseTimeoutMs !== undefined) this.releaseTimeoutMs = releaseTimeoutMs;
    if (retry !== undefined) this.retry = retry;
    if (resource.health !== undefined) {
      this.health = (value, context) => resource.health!(value, context);
    }
    this.release = (value, exit) => this.#release(value, exit);
  }

  /** Acquires the resource, with the values that it needs; called by the scope. */
  acquire(context: AcquireContext): unknown {
    this.#use();
    try {
      const value = this.resource.acquire(new NeedsContext(context, this.madeFrom));
      if (!isThenable(value)) return value;
      return Promise.resolve(value).catch((error: unknown) => {
        this.#rest();
        throw error;
      });
    } catch (error) {
      this.#rest();
      throw error;
    }
  }

  /** Begins to acquire it. */
  start(): void {
    this.arrival = this.#start();
  }

  /** Gives up on it while it is pending. */
  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** It is being acquired, also after its call has given up, or its value has not been released. */
  get isBusy(): boolean {
    return this.#busy;
  }

  /** Resolves when it uses nothing: no acquisition is under way, and what arrived is released. */
  quiet(): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    this.#quiet ??= Promise.withResolvers();
    return this.#quiet.promise;
  }

  async #start(): Promise<void> {
    try {
      const acquiring = acquireHold(this.scope, this, this.users, this.#controller.signal);
      this.held = acquiring.held;
      // Another scope may take it over: this one has it no more, and acquires it anew.
      this.held.detailed().onMoved = () => this.#forget();
      const value = await acquiring.value;
      // The scope may have closed, and have released it, between the arrival and here.
      if (this.state === "over") return;
      this.state = "held";
      this.value = value;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  #release(value: unknown, exit: ScopeExit): unknown {
    this.#end();
    try {
      const outcome = this.resource.release(value, exit);
      if (isThenable(outcome)) {
        // Converted once: there are thenables that do their work each time they are awaited.
        const released = Promise.resolve(outcome);
        const rest = () => this.#rest();
        released.then(rest, rest);
        return released;
      }
    } catch (error) {
      this.#rest();
      throw error;
    }
    this.#rest();
  }

  #end(): void {
    this.state = "over";
    this.value = undefined;
    this.#forget();
  }

  #forget(): void {
    this.onOver?.();
    this.onOver = undefined;
  }

  #use(): void {
    this.#busy = true;
    for (const need of this.madeFrom.values()) need.users.add(this);
  }

  #rest(): void {
    this.#busy = false;
    for (const need of this.madeFrom.values()) need.users.delete(this);
    this.#quiet?.resolve();
    this.#quiet = undefined;
  }
}

/** What a resource is handed: the scope's own context, and the values of what it needs. */
class NeedsContext implements AcquireContext {
  readonly needs: Readonly<Record<string, unknown>>;
  readonly #context: AcquireContext;

  constructor(context: AcquireContext, needs: ReadonlyMap<string, GraphNode>) {
    this.#context = context;
    this.needs = Object.fromEntries([...needs].map(([key, node]) => [key, node.value]));
  }

  get attempt(): number {
    return this.#context.attempt;
  }

  get acquisition(): Acquisition | undefined {
    return acquisitionOf(this.#context);
  }

  /** Asked for only if the resource looks at it, as the scope makes it then. */
  get signal(): AbortSignal {
    return this.#context.signal;
  }
}
