import assert from "node:assert/strict";
import fc from "fast-check";
import { ManualClock } from "../testing/manual_clock.ts";
import { defineResource, type ResourceEventBase, Scope, type ScopeEvent } from "./mod.ts";

type Manner = "sync" | "async" | "throws" | "rejects" | "hangs" | "slow";

type Step =
  | {
    readonly kind: "acquire";
    readonly scope: number;
    readonly arrives: Manner;
    readonly leaves: Manner;
  }
  | { readonly kind: "adopt"; readonly scope: number; readonly leaves: Manner }
  | { readonly kind: "child"; readonly scope: number }
  | { readonly kind: "close"; readonly scope: number }
  | { readonly kind: "release"; readonly value: number }
  | { readonly kind: "abort"; readonly scope: number }
  | { readonly kind: "wait"; readonly ms: number };

const MANNERS: Manner[] = ["sync", "async", "throws", "rejects", "hangs", "slow"];
const RELEASE_TIMEOUT_MS = 50;
const CLOSE_TIMEOUT_MS = 200;

const manner = fc.constantFrom(...MANNERS);
const index = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("acquire" as const),
      scope: index,
      arrives: manner,
      leaves: manner,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("adopt" as const), scope: index, leaves: manner }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("child" as const), scope: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("close" as const), scope: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("release" as const), value: fc.nat(10) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("abort" as const), scope: index }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(0, 30, 90) }),
  },
);

/** A value that knows how it is to be released, and how often it was. */
interface Thing {
  readonly name: string;
  readonly scope: Scope;
  readonly leaves: Manner;
  /** Has come to be, so that somebody must release it. */
  made: boolean;
  releases: number;
  /** Somebody asked for it before its turn. */
  early: boolean;
}

/** One program over scopes, and what the outside hears of it. */
class Run {
  readonly clock: ManualClock = new ManualClock();
  readonly events: ScopeEvent[] = [];
  readonly things: Thing[] = [];
  readonly heard: Set<unknown> = new Set();
  readonly scopes: { readonly scope: Scope; readonly controller: AbortController }[] = [];
  readonly pending: Promise<unknown>[] = [];

  constructor() {
    this.#open(undefined);
  }

  take(step: Step): void {
    if (step.kind === "wait") return;
    if (step.kind === "release") {
      const thing = this.things[step.value];
      if (thing === undefined) return;
      thing.early = true;
      return this.#listen(thing.scope.release(thing));
    }
    const { scope, controller } = this.scopes[step.scope % this.scopes.length]!;
    if (step.kind === "abort") controller.abort(new Error("stop"));
    else if (step.kind === "close") this.#listen(scope.close());
    else if (step.kind === "child") attempt(() => this.#open(scope));
    else if (step.kind === "adopt") this.#adopt(scope, step.leaves);
    else this.#acquire(scope, step.arrives, step.leaves);
  }

  #open(parent: Scope | undefined): void {
    const controller = new AbortController();
    const name = `s${this.scopes.length}`;
    const scope = parent?.child(name, { signal: controller.signal }) ?? new Scope(name, {
      signal: controller.signal,
      clock: this.clock,
      releaseTimeoutMs: RELEASE_TIMEOUT_MS,
      closeTimeoutMs: CLOSE_TIMEOUT_MS,
      observers: [(event) => this.events.push(event)],
    });
    this.scopes.push({ scope, controller });
  }

  #listen(outcome: Promise<unknown>): void {
    const hear = (error: unknown) => {
      this.heard.add(error);
      if (error instanceof AggregateError) error.errors.forEach(hear);
    };
    this.pending.push(outcome.catch(hear));
  }

  #thing(scope: Scope, leaves: Manner, made: boolean): Thing {
    const name = `r${this.things.length}`;
    const thing = { name, scope, leaves, made, releases: 0, early: false };
    this.things.push(thing);
    return thing;
  }

  #adopt(scope: Scope, leaves: Manner): void {
    const thing = this.#thing(scope, leaves, true);
    attempt(() => scope.adopt(thing.name, thing, () => this.#release(thing)));
  }

  #acquire(scope: Scope, arrives: Manner, leaves: Manner): void {
    const thing = this.#thing(scope, leaves, false);
    const resource = defineResource<Thing>({
      name: thing.name,
      acquire: () => {
        thing.made = arrives === "sync" || arrives === "async" || arrives === "slow";
        return this.#behave(arrives, thing);
      },
      release: (thing) => this.#release(thing),
      timeoutMs: 60,
    });
    this.#listen(scope.acquire(resource));
  }

  #release(thing: Thing): unknown {
    thing.releases++;
    return this.#behave(thing.leaves, undefined);
  }

  #behave<T>(manner: Manner, value: T): T | Promise<T> {
    if (manner === "sync") return value;
    if (manner === "throws") throw new Error("thrown");
    if (manner === "async") return Promise.resolve(value);
    if (manner === "rejects") return Promise.reject(new Error("rejected"));
    if (manner === "hangs") return new Promise(() => {});
    return new Promise((resolve) => this.clock.setTimer(() => resolve(value), 70));
  }
}

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    assert.equal((error as Error).name, "ScopeClosedError");
  }
}

async function runSchedule(steps: readonly Step[]): Promise<Run> {
  const run = new Run();
  for (const step of steps) {
    run.take(step);
    if (step.kind === "wait") await run.clock.advanceAsync(step.ms);
  }
  const root = run.scopes[0]!.scope;
  run.take({ kind: "close", scope: 0 });
  await run.clock.advanceAsync(CLOSE_TIMEOUT_MS);
  assert.equal(root.state, "closed", "the close has not settled within its timeout");
  await run.clock.advanceAsync(1_000);
  await Promise.all(run.pending);
  return run;
}

function checkReleasedOnce(run: Run): void {
  for (const thing of run.things) assert.equal(thing.releases, thing.made ? 1 : 0, thing.name);
}

/** What was held and had to wait for its turn, in the order of the events. */
function inTurn(run: Run, type: "resource.acquired" | "resource.releasing"): ResourceEventBase[] {
  const early = new Set(run.things.filter((thing) => thing.early).map((thing) => thing.name));
  const acquired = new Set(
    run.events.filter((event) => event.type === "resource.acquired").map((e) => e.resourceId),
  );
  return run.events
    .filter((event): event is ScopeEvent & ResourceEventBase => event.type === type)
    .filter((event) => acquired.has(event.resourceId) && !early.has(event.resource));
}

function checkReverseOrder(run: Run): void {
  const acquired = Map.groupBy(inTurn(run, "resource.acquired"), (event) => event.scopeId);
  const released = Map.groupBy(inTurn(run, "resource.releasing"), (event) => event.scopeId);
  assert.deepEqual(acquired.size, released.size);
  for (const [scopeId, events] of acquired) {
    const names = events.map((event) => event.resource).reverse();
    assert.deepEqual(released.get(scopeId)?.map((event) => event.resource), names);
  }
}

function checkChildrenFirst(run: Run): void {
  const inOrder = new Set<unknown>(inTurn(run, "resource.releasing"));
  const begun = new Set<number>();
  const closed = new Set<number>();
  for (const event of run.events) {
    if (inOrder.has(event)) {
      begun.add(event.scopeId);
      assert.ok(!closed.has(event.scopeId), "a release after its scope had closed");
    }
    if (event.type !== "scope.closed") continue;
    closed.add(event.scopeId);
    const parentId = event.parentId;
    assert.ok(parentId === undefined || !begun.has(parentId), "a parent's resource went first");
  }
  assert.equal(closed.size, run.scopes.length);
}

/** The first error of each; what is thrown after a release was given up is for observers alone. */
function checkErrorsHeard(run: Run): void {
  const unheard = new Set(
    run.events.filter((event) => event.type === "resource.acquired").map((e) => e.resourceId),
  );
  for (const event of run.events) {
    if (event.type !== "resource.release_failed" && event.type !== "resource.release_timeout") {
      continue;
    }
    if (!unheard.delete(event.resourceId)) continue;
    assert.ok(run.heard.has(event.error), "an error was lost");
  }
}

Deno.test("Scope releases everything once, in order and in time under random schedules", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
      const run = await runSchedule(steps);
      checkReleasedOnce(run);
      checkReverseOrder(run);
      checkChildrenFirst(run);
      checkErrorsHeard(run);
      assert.equal(run.clock.pending, 0, "a timer outlived the scopes");
      for (const { scope } of run.scopes) {
        assert.equal(scope.state, "closed");
        assert.equal(scope.stats().held, 0);
        assert.equal(scope.stats().observerErrors, 0);
      }
    }),
    { numRuns: 4_000 },
  );
});
