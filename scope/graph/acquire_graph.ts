import { signalOf } from "../engine/abort.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import { keepFailure } from "../engine/release_late.ts";
import { Watch } from "../engine/watch.ts";
import { AcquireError, type ReleaseFailure, ScopeClosedError } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { Resource } from "../resource.ts";
import { discardNodes } from "./_discard.ts";
import { findNode, forgetNode, rememberNode } from "./_memo.ts";
import { planGraph, type Step } from "./_plan.ts";
import { GraphNode } from "./graph_node.ts";

/** Limits of a call. */
export interface GraphLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** How many may be acquired by this call at the same time. */
  readonly concurrency: number;
}

/** Acquires resources by key, and whatever they need; what the scope holds already is reused. */
export async function acquireGraph(
  action: string,
  scope: ScopeNode,
  resources: unknown,
  limits: GraphLimits,
): Promise<Record<string, unknown>> {
  const { steps, roots } = planGraph(action, resources);
  const answer = () => Object.fromEntries([...roots].map(([key, step]) => [key, valueOf(step)]));
  return await new GraphCall(scope, steps, limits, undefined, answer).run();
}

/**
 * Acquires one resource anew, as `Scope.acquire` does, together with what it needs, which is reused
 * where the scope holds it.
 */
export async function acquireWithNeeds<T>(
  action: string,
  scope: ScopeNode,
  resource: Resource<T>,
  limits: GraphLimits,
): Promise<T> {
  const { steps } = planGraph(action, { [resource.name]: resource });
  const root = steps.at(-1)!;
  return await new GraphCall(scope, steps, limits, root, () => valueOf(root) as T).run();
}

function valueOf(step: Step): unknown {
  return step.node!.value;
}

/** One call: what it waits for, and what it gives back if it fails. */
class GraphCall<T> {
  readonly #scope: ScopeNode;
  readonly #steps: readonly Step[];
  readonly #limits: GraphLimits;
  /** Is acquired anew, and not for others. */
  readonly #fresh: Step | undefined;
  /** Reads the values at the moment of success: a moment later one may have been released. */
  readonly #answer: () => T;
  readonly #outcome: PromiseWithResolvers<T> = Promise.withResolvers();
  /** What it relies on, in the order in which it came to do so: users after what they use. */
  readonly #claimed: Set<GraphNode> = new Set();
  readonly #ready: Step[] = [];
  readonly #watch: Watch;
  readonly #failures: ReleaseFailure[] = [];
  /** Begins an acquisition as one of whoever made the call, where leaks are looked for. */
  readonly #fromCaller: ((acquire: () => void) => void) | undefined;
  readonly #onAbort = () => this.#fail(this.#limits.signal!.reason);
  readonly #onScopeAbort = () => this.#fail(this.#refusal());
  #followsScope = false;
  #begun = 0;
  #running = 0;
  #left: number;
  #failed: { readonly reason: unknown } | undefined;

  constructor(
    scope: ScopeNode,
    steps: readonly Step[],
    limits: GraphLimits,
    fresh: Step | undefined,
    answer: () => T,
  ) {
    this.#scope = scope;
    this.#steps = steps;
    this.#limits = limits;
    this.#fresh = fresh;
    this.#answer = answer;
    this.#left = steps.length;
    this.#fromCaller = scope.leaks?.fromHere();
    this.#watch = new Watch(scope.options.clock, () => this.#fail(this.#timeoutError()));
  }

  run(): Promise<T> {
    const { signal, timeoutMs } = this.#limits;
    if (this.#scope.state !== "open" || this.#scope.aborted) throw this.#refusal();
    signal?.throwIfAborted();
    if (this.#left === 0) return Promise.resolve(this.#answer());
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    for (const step of this.#steps) {
      if (step.missing === 0) this.#ready.push(step);
    }
    this.#beginReady();
    const isRunning = this.#failed === undefined && this.#left > 0;
    if (isRunning && timeoutMs !== Infinity) this.#watch.set(this.#scope.nowMs() + timeoutMs);
    return this.#outcome.promise;
  }

  /** A loop, as what is held already arrives at once and makes others ready. */
  #beginReady(): void {
    while (this.#failed === undefined && this.#begun < this.#ready.length) {
      if (this.#running >= this.#limits.concurrency) return;
      this.#begin(this.#ready[this.#begun++]!);
    }
  }

  #begin(step: Step): void {
    if (this.#scope.state !== "open" || this.#scope.aborted) return this.#fail(this.#refusal());
    const needs = new Map<string, GraphNode>();
    for (const [key, { node }] of step.needs) {
      if (node!.state === "over") return this.#fail(this.#goneError(node!, step));
      needs.set(key, node!);
    }
    const found = step === this.#fresh ? undefined : findNode(this.#scope, step.resource, needs);
    const node = step.node = found ?? new GraphNode(this.#scope, step.resource, needs);
    this.#claimed.add(node);
    node.claims++;
    if (found === undefined) this.#start(step, node);
    else if (found.state === "held") this.#arrive(step);
    else this.#wait(step, found);
  }

  #start(step: Step, node: GraphNode): void {
    if (step !== this.#fresh) rememberNode(node);
    this.#running++;
    const ended = () => void this.#running--;
    if (this.#fromCaller === undefined) node.start();
    else this.#fromCaller(() => node.start());
    node.arrival.then(ended, ended);
    this.#wait(step, node);
  }

  #wait(step: Step, node: GraphNode): void {
    if (node.scope !== this.#scope) this.#followScope();
    node.arrival.then(() => {
      this.#arrive(step);
      this.#beginReady();
    }, (error: unknown) => this.#fail(error, node));
  }

  #arrive(step: Step): void {
    if (this.#failed !== undefined) return;
    for (const next of step.neededBy) {
      if (--next.missing === 0) this.#ready.push(next);
    }
    if (--this.#left === 0) this.#succeed();
  }

  #succeed(): void {
    if (this.#scope.state !== "open") return this.#fail(this.#refusal());
    for (const step of this.#steps) {
      if (step.node!.state === "over") return this.#fail(this.#goneError(step.node!, undefined));
    }
    this.#stopLimits();
    for (const node of this.#claimed) node.kept = true;
    this.#outcome.resolve(this.#answer());
  }

  /** The first failure ends the call; what fails at the same time is kept for its error. */
  #fail(error: unknown, node?: GraphNode): void {
    if (this.#failed === undefined) {
      this.#failed = { reason: error };
      this.#stopLimits();
      // Told to stop, or left with an acquisition that goes on regardless: nobody is to wait for it.
      const isCutShort = node === undefined || node.isBusy;
      if (isCutShort) this.#outcome.reject(error);
      void this.#giveBack(error, isCutShort);
    } else if (error !== this.#failed.reason && !(error instanceof ScopeClosedError)) {
      const { scope, resource } = node!;
      this.#failures.push({ path: `${scope.path}/${resource.name}`, error });
    }
  }

  /** Gives back what no other call relies on, and rejects if nobody has. */
  async #giveBack(reason: unknown, isCutShort: boolean): Promise<void> {
    const orphans: GraphNode[] = [];
    for (const node of this.#claimed) {
      node.claims--;
      if (node.claims > 0 || node.kept || node.state === "over") continue;
      forgetNode(node);
      orphans.push(node);
    }
    for (const node of orphans) {
      if (node.state === "pending") node.abort(reason);
    }
    await Promise.allSettled(orphans.map((node) => node.arrival));
    const exit: ScopeExit = Object.freeze({ status: "aborted", error: reason });
    this.#failures.push(...await discardNodes(this.#scope, orphans, exit));
    if (isCutShort) {
      for (const failure of this.#failures) keepFailure(this.#scope, failure);
      return;
    }
    this.#outcome.reject(
      this.#failures.length === 0
        ? reason
        : new AcquireError(this.#scope.path, this.#failures, { cause: reason }),
    );
  }

  /** What another scope acquires does not hear when this one is told to stop. */
  #followScope(): void {
    if (this.#followsScope) return;
    this.#followsScope = true;
    signalOf(this.#scope).addEventListener("abort", this.#onScopeAbort, { once: true });
  }

  #stopLimits(): void {
    this.#watch.stop();
    this.#limits.signal?.removeEventListener("abort", this.#onAbort);
    if (!this.#followsScope) return;
    signalOf(this.#scope).removeEventListener("abort", this.#onScopeAbort);
  }

  /** Why the scope takes nothing any more. */
  #refusal(): unknown {
    if (this.#scope.aborted) return this.#scope.abortReason;
    return new ScopeClosedError(this.#scope.path, `acquire ${this.#names(isWanted)}`);
  }

  #timeoutError(): DOMException {
    const waiting = this.#names((step) => step.node?.state === "pending");
    return new DOMException(
      `Cannot acquire ${this.#names(isWanted)} in scope "${this.#scope.path}" within ` +
        `${this.#limits.timeoutMs} ms: still waiting for ${waiting}`,
      "TimeoutError",
    );
  }

  /** Somebody released a resource while it was counted on. */
  #goneError(gone: GraphNode, user: Step | undefined): Error {
    const what = user === undefined
      ? `the resources as "${gone.resource.name}"`
      : `"${user.resource.name}" as "${gone.resource.name}", which it needs,`;
    return new TypeError(
      `Cannot acquire ${what} was released meanwhile: release it before or after, not during the call`,
    );
  }

  #names(pick: (step: Step) => boolean): string {
    const names = this.#steps.filter(pick).map((step) => `"${step.resource.name}"`);
    const rest = names.length - NAMED;
    return names.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  }
}

/** How many names a message shows. */
const NAMED = 5;

/** Whether somebody outside asked for it, as nothing inside does. */
function isWanted(step: Step): boolean {
  return step.neededBy.length === 0;
}
