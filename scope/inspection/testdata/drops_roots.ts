/**
 * Opens 100,000 root scopes and closes them, opens 10,000 more and forgets them, and prints how many
 * were reported of each. Run with `--v8-flags=--expose-gc`.
 */
import { leakReport, Scope, type ScopeEvent, withScope } from "../../mod.ts";

const CLEAN = 100_000;
const DROPPED = 10_000;
const { gc } = globalThis as unknown as { gc: () => void };

const reported: Record<string, number> = {};
const places = new Set<string | undefined>();
let resources = 0;

function observe(event: ScopeEvent): void {
  if (event.type === "resource.leaked") resources++;
  if (event.type !== "scope.leaked") return;
  const key = `${event.scope} ${event.reason}`;
  reported[key] = (reported[key] ?? 0) + 1;
  if (event.parentId === undefined) places.add(event.place);
}

const observers = [observe];

async function runClean(index: number): Promise<void> {
  const options = { leaks: { places: index % 20 === 0 }, ...index % 10 === 0 && { observers } };
  if (index % 2 === 0) {
    await using scope = new Scope("clean", options);
    scope.child("part").defer("resource", () => scope);
  } else {
    await withScope("clean", (scope) => scope.adopt("resource", {}, () => scope.name), options);
  }
}

/** Stands for an object of a program: the stack of its calls leads to it, and it to the scope. */
class Service {
  readonly scope: Scope = new Scope("dropped", { leaks: true, observers });

  open(): void {
    this.scope.child("part").defer("resource", () => this);
  }
}

for (let index = 0; index < CLEAN; index++) await runClean(index);
for (let index = 0; index < DROPPED; index++) new Service().open();
// Dropped while its close waits for a release: it is no leak, as it is being closed.
function closeLater(): void {
  const scope = new Scope("closing", { leaks: true, observers });
  scope.defer("slow", () => new Promise((resolve) => setTimeout(resolve, 1_500)));
  void scope.close();
}
for (let index = 0; index < 100; index++) closeLater();

const deadlineMs = Date.now() + 120_000;
while ((reported["dropped collected"] ?? 0) < DROPPED && Date.now() < deadlineMs) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  gc();
}
for (let turn = 0; turn < 3; turn++) {
  await new Promise((resolve) => setTimeout(resolve, 600));
  gc();
}
const { forgotten, watched } = leakReport();
const kinds = forgotten.map(({ path, count, place, resources }) => ({
  path,
  count,
  place: place?.split("/").at(-1),
  resources: resources.map(({ path, resource, place }) => [
    path,
    resource,
    place?.split("/").at(-1),
  ]),
}));
console.log(JSON.stringify({ reported, places: places.size, resources, watched, kinds }));
