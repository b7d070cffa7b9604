// deno-lint-ignore-file no-import-prefix -- rivals are named nowhere else
import genericPool from "npm:generic-pool@3.9.0";
import { createPool } from "npm:lightning-pool@4.14.0";
import { Pool as TarnPool } from "npm:tarn@3.0.2";
import { defineResource, ResourcePool } from "@weir/std/scope";

const MAX = 10;
const CALLERS = 100;
const ROUNDS = 10_000;

/** How a pool lends one value and takes it back. */
interface Rival<Lent> {
  readonly name: string;
  acquire(): PromiseLike<Lent>;
  release(lent: Lent): unknown;
}

const factory = { create: () => Promise.resolve({}), destroy: () => Promise.resolve() };
const thing = defineResource({ name: "thing", acquire: factory.create, release: () => {} });

const plain = new ResourcePool(thing, { max: MAX });
const observed = new ResourcePool(thing, { max: MAX, observers: [() => {}] });
const traced = new ResourcePool(thing, { max: MAX, leakAfterMs: 60_000 });
// Of the rivals only tarn has a timeout unless it is told to; ours always has one.
const generic = genericPool.createPool(factory, { max: MAX });
const timed = genericPool.createPool(factory, { max: MAX, acquireTimeoutMillis: 30_000 });
const tarn = new TarnPool({ ...factory, min: 0, max: MAX });
const lightning = createPool(factory, { max: MAX, min: 0 });
let free = 0;

/** The limit: no pool, only an await on each side. */
const raw: Rival<number> = {
  name: "raw try/finally",
  acquire: () => Promise.resolve(free++),
  release: () => free--,
};

const rivals: readonly Rival<never>[] = [
  rival("generic-pool", () => generic.acquire(), (value) => generic.release(value)),
  rival("generic-pool, with a timeout", () => timed.acquire(), (value) => timed.release(value)),
  rival("tarn", () => tarn.acquire().promise, (value) => tarn.release(value)),
  rival("lightning-pool", () => lightning.acquire(), (value) => lightning.release(value)),
  rival("ResourcePool", () => plain.acquire(), (lease) => lease.release()),
  rival("ResourcePool, observed", () => observed.acquire(), (lease) => lease.release()),
  rival("ResourcePool, leakAfterMs", () => traced.acquire(), (lease) => lease.release()),
];

function rival<Lent>(
  name: string,
  acquire: () => PromiseLike<Lent>,
  release: (lent: Lent) => unknown,
): Rival<never> {
  return { name, acquire, release } as unknown as Rival<never>;
}

async function work(rival: Rival<unknown>, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const lent = await rival.acquire();
    try {
      await null;
    } finally {
      rival.release(lent);
    }
  }
}

for (const rival of [raw as Rival<never>, ...rivals]) {
  Deno.bench({
    name: rival.name,
    group: `${ROUNDS} times by one caller`,
    baseline: rival.name === "ResourcePool",
    // Async in name as well: what a plain function returns is not awaited.
    async fn() {
      await work(rival, ROUNDS);
    },
  });
  Deno.bench({
    name: rival.name,
    group: `${ROUNDS} times by ${CALLERS} callers over ${MAX} values`,
    baseline: rival.name === "ResourcePool",
    async fn() {
      await Promise.all(Array.from({ length: CALLERS }, () => work(rival, ROUNDS / CALLERS)));
    },
  });
}
