import assert from "node:assert/strict";
import fc from "fast-check";
import { ManualClock } from "../../testing/manual_clock.ts";
import { leakReport, Scope, type ScopeOptions, type ScopeSnapshot, snapshotScope } from "../mod.ts";

type Step = readonly [
  kind: "adopt" | "acquire" | "child" | "move" | "moveAll" | "release" | "close" | "wait",
  scope: number,
  other: number,
];

const LEAKS: ScopeOptions["leaks"][] = [undefined, true, false, { heldMs: 20 }, { places: false }];
const kinds = ["adopt", "acquire", "child", "move", "moveAll", "release", "close", "wait"] as const;
const step = fc.tuple(fc.constantFrom(...kinds), fc.nat(9), fc.nat(9));

/** What a snapshot says is held in scopes that are watched. */
function heldIn(snapshot: ScopeSnapshot, watched: ReadonlySet<string>): string[] {
  const own = watched.has(snapshot.name) && snapshot.state !== "closed"
    ? snapshot.resources.filter(({ state }) => state === "held" || state === "releasing")
      .map(({ name }) => `${snapshot.name}/${name}`)
    : [];
  return [...own, ...snapshot.children.flatMap((child) => heldIn(child, watched))];
}

async function check(steps: readonly Step[]): Promise<void> {
  const clock = new ManualClock();
  const root = new Scope("0", { clock, leaks: { heldMs: 30 }, releaseTimeoutMs: 10 });
  const scopes = [root];
  const watched = new Set(["0"]);
  const values: string[] = [];
  for (const [kind, index, other] of steps) {
    const scope = scopes[index % scopes.length]!;
    const target = scopes[other % scopes.length]!;
    const value = values[other % Math.max(1, values.length)];
    if (kind === "wait") await clock.advanceAsync(other * 3);
    if (kind === "release") scope.release(value).catch(() => {});
    if (kind === "close") scope.close().catch(() => {});
    if (scope.state !== "open" || target.state !== "open") continue;
    const name = `${values.length}`;
    if (kind === "adopt") {
      const release = () => other === 0 ? new Promise(() => {}) : undefined;
      values.push(scope.adopt(name, name, release));
    }
    if (kind === "acquire") {
      const slow = () => new Promise<string>((resolve) => clock.setTimer(() => resolve(name), 5));
      values.push(name);
      const resource = { name, acquire: slow, release: () => {} };
      scope.acquire(resource, { timeoutMs: other }).catch(() => {});
    }
    if (kind === "move" && value !== undefined) scope.move(value, target);
    if (kind === "moveAll") scope.moveAll(target);
    if (kind === "child") {
      const leaks = LEAKS[other % LEAKS.length];
      const child = `${scopes.length}`;
      scopes.push(scope.child(child, leaks === undefined ? {} : { leaks }));
      if (leaks ?? watched.has(scope.name)) watched.add(child);
    }
    const reported = leakReport(root, { heldMs: 0 }).resources
      .map(({ path, resource }) => `${path.split("/").at(-1)}/${resource}`);
    assert.deepEqual(reported.sort(), heldIn(snapshotScope(root), watched).sort());
  }
  const closed = root.close().catch(() => {});
  await clock.advanceAsync(100_000);
  await closed;
  assert.deepEqual([leakReport(root).watched, leakReport().watched, clock.pending], [0, 0, 0]);
}

Deno.test("leakReport() knows what is held whatever happens", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), check), { numRuns: 500 });
});
