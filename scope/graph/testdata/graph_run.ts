import { ManualClock } from "../../../testing/manual_clock.ts";
import { acquireAll, defineResource, type Resource, Scope } from "../../mod.ts";

/** How a resource comes and goes. `stubborn` arrives late and ignores its signal. */
export type Manner = "sync" | "async" | "slow" | "throws" | "rejects" | "hangs" | "stubborn";

/** What a resource needs (places of earlier ones, modulo its own), and its manners. */
export interface Shape {
  readonly needs: readonly number[];
  readonly arrives: Manner;
  readonly leaves: Manner;
}

export type Step =
  | {
    readonly kind: "call";
    readonly scope: number;
    readonly wanted: readonly number[];
    readonly timeoutMs: number;
    readonly concurrency: number;
  }
  | { readonly kind: "abort"; readonly call: number }
  | { readonly kind: "release"; readonly thing: number }
  | { readonly kind: "close"; readonly scope: number }
  | { readonly kind: "wait"; readonly ms: number };

/** One acquisition of one resource, and all that became of it. */
export interface Thing {
  readonly place: number;
  readonly needs: readonly Thing[];
  readonly signal: AbortSignal;
  state: "acquiring" | "failed" | "held" | "releasing" | "gone";
  releases: number;
  /** When nobody had to wait for it any more: aborted or failed, or its release had begun. */
  unwantedAtMs: number;
  /** The test released it before its turn. */
  early: boolean;
}

export interface Call {
  readonly controller: AbortController;
  state: "running" | "succeeded" | "failed";
  values: readonly Thing[];
  error: unknown;
}

export const RELEASE_TIMEOUT_MS = 50;
const SLOW_MS = 30;
const STUBBORN_MS = 80;

/** A program of calls over three scopes, one in the other, that watches every rule as it goes. */
export class GraphRun {
  readonly clock: ManualClock = new ManualClock();
  readonly things: Thing[] = [];
  readonly calls: Call[] = [];
  /** Rules that were broken, noted where an error would be taken for a fault of the resource. */
  readonly violations: string[] = [];
  readonly scopes: readonly Scope[];
  readonly #resources: Resource<Thing>[] = [];

  constructor(shapes: readonly Shape[]) {
    const root = new Scope("root", {
      clock: this.clock,
      releaseTimeoutMs: RELEASE_TIMEOUT_MS,
      closeTimeoutMs: 1_000_000,
    });
    const child = root.child("child");
    this.scopes = [root, child, child.child("grandchild")];
    for (const [place, shape] of shapes.entries()) {
      this.#resources.push(this.#resource(place, shape));
    }
  }

  take(step: Step): void {
    if (step.kind === "abort") this.calls[step.call]?.controller.abort(new Error("stop"));
    else if (step.kind === "close") this.scopes[1 + step.scope % 2]!.close().catch(() => {});
    else if (step.kind === "release") this.#releaseEarly(step.thing);
    else if (step.kind === "call") this.#call(step);
  }

  /** What successful calls were answered, and all that it was made from. */
  reachable(): Set<Thing> {
    const all = new Set<Thing>(this.calls.flatMap((call) => call.values));
    for (const thing of all) thing.needs.forEach((need) => all.add(need));
    return all;
  }

  #call(step: Step & { kind: "call" }): void {
    const controller = new AbortController();
    const call: Call = { controller, state: "running", values: [], error: undefined };
    this.calls.push(call);
    const wanted: Record<string, Resource<Thing>> = {};
    for (const place of step.wanted) {
      const resource = this.#resources[place % this.#resources.length]!;
      wanted[resource.name] = resource;
    }
    const { timeoutMs, concurrency } = step;
    acquireAll(this.scopes[step.scope]!, wanted, {
      timeoutMs,
      concurrency,
      signal: controller.signal,
    })
      .then((values) => {
        call.state = "succeeded";
        call.values = Object.values(values);
        if (call.values.some((thing) => thing.releases > 0 && this.#isOpen(step.scope))) {
          this.violations.push("a call was answered what is gone");
        }
      })
      .catch((error) => {
        call.state = "failed";
        call.error = error;
      });
  }

  #isOpen(scope: number): boolean {
    return this.scopes[scope]!.state === "open";
  }

  #releaseEarly(index: number): void {
    const thing = this.things[index];
    if (thing?.state !== "held") return;
    thing.early = true;
    for (const scope of this.scopes) scope.release(thing).catch(() => {});
  }

  #resource(place: number, { needs, arrives, leaves }: Shape): Resource<Thing> {
    const needed: Record<string, Resource<Thing>> = {};
    for (const need of place === 0 ? [] : needs) {
      const resource = this.#resources[need % place]!;
      needed[resource.name] = resource;
    }
    return defineResource({
      name: `r${place}`,
      needs: needed,
      acquire: ({ needs, signal }) => this.#acquire(place, arrives, Object.values(needs), signal),
      release: (thing) => this.#release(thing, leaves),
    });
  }

  #acquire(
    place: number,
    manner: Manner,
    needs: Thing[],
    signal: AbortSignal,
  ): Thing | Promise<Thing> {
    for (const need of needs) {
      if (need.state !== "held") this.violations.push(`r${place} was made from what is gone`);
    }
    const thing: Thing = {
      place,
      needs,
      signal,
      state: "acquiring",
      releases: 0,
      unwantedAtMs: Infinity,
      early: false,
    };
    this.things.push(thing);
    signal.addEventListener("abort", () => thing.unwantedAtMs = this.clock.now());
    const arrive = () => {
      thing.state = "held";
      return thing;
    };
    return this.#behave(manner, arrive, () => thing.state = "failed", signal);
  }

  #release(thing: Thing, manner: Manner): unknown {
    thing.releases++;
    this.#checkUsers(thing);
    thing.state = "releasing";
    thing.unwantedAtMs = Math.min(thing.unwantedAtMs, this.clock.now());
    const leave = () => thing.state = "gone";
    return this.#behave(manner, leave, leave, undefined);
  }

  /** What it is made into must have gone before, or must have been waited for as long as is due. */
  #checkUsers(thing: Thing): void {
    if (thing.early) return;
    for (const user of this.things) {
      if (!user.needs.includes(thing) || user.state === "gone" || user.state === "failed") continue;
      const waitedMs = this.clock.now() - user.unwantedAtMs;
      if (waitedMs >= RELEASE_TIMEOUT_MS) continue;
      this.violations.push(`r${thing.place} went before r${user.place}, which uses it`);
    }
  }

  #behave<T>(
    manner: Manner,
    good: () => T,
    bad: () => void,
    signal: AbortSignal | undefined,
  ): T | Promise<T> {
    const fail = () => {
      bad();
      return new Error(manner);
    };
    if (manner === "sync") return good();
    if (manner === "throws") throw fail();
    if (manner === "async") return Promise.resolve().then(good);
    if (manner === "rejects") return Promise.resolve().then(() => Promise.reject(fail()));
    if (manner === "hangs") return new Promise(() => {});
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const delayMs = manner === "slow" ? SLOW_MS : STUBBORN_MS;
    const timer = this.clock.setTimer(() => resolve(good()), delayMs);
    if (manner === "slow" && signal !== undefined) {
      signal.addEventListener("abort", () => {
        timer.cancel();
        reject(fail());
      });
    }
    return promise;
  }
}
