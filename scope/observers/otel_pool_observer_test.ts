import assert from "node:assert/strict";
import * as otelApi from "@opentelemetry/api";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, type OtelApi, otelPoolObserver, ResourcePool } from "../mod.ts";
import { FakeOtel } from "./testdata/fake_otel.ts";
import { makePoolEvent } from "./testdata/make_pool_event.ts";

const DB = "db.client.connection";

/** A pool of what takes 20 ms to make, told to an SDK in memory. */
function observed(options: { readonly min?: number; readonly name?: string } = {}) {
  const otel = new FakeOtel();
  const clock = new ManualClock();
  const telemetry = otelPoolObserver(otel);
  const connection = defineResource({
    name: "orders",
    acquire: () => new Promise<object>((resolve) => clock.setTimer(() => resolve({}), 20)),
    release: () => {},
  });
  const make = () =>
    new ResourcePool(connection, { clock, max: 2, observers: [telemetry], ...options });
  return { otel, clock, telemetry, make };
}

Deno.test("otelPoolObserver() makes the instruments under the names of the conventions", () => {
  const units = (namespace: "db.client.connection" | "weir.pool") => {
    const otel = new FakeOtel();
    otelPoolObserver(otel, { namespace })(makePoolEvent("pool.opened"));
    for (const [name, { advice, description }] of otel.instruments) {
      assert.equal(name.endsWith("_time"), advice !== undefined);
      assert.notEqual(description, "");
    }
    return [...otel.instruments].map(([name, { unit }]) => `${name} ${unit}`);
  };
  const expected = [
    "count {connection}",
    "max {connection}",
    "idle.min {connection}",
    "idle.max {connection}",
    "pending_requests {request}",
    "timeouts {timeout}",
    "create_time s",
    "wait_time s",
    "use_time s",
  ];
  assert.deepEqual(units("db.client.connection"), expected.map((line) => `${DB}.${line}`));
  assert.deepEqual(
    units("weir.pool"),
    expected.map((line) => `weir.pool.${line.replace("connection", "value")}`),
  );
});

Deno.test("otelPoolObserver() tells who is idle, used and waiting, and nothing of a closed pool", async () => {
  const { otel, clock, telemetry, make } = observed({ min: 1 });
  const pool = make();
  const sums = () => [otel.sums(`${DB}.count`), otel.sums(`${DB}.pending_requests`)];
  const limits = () => ["max", "idle.max", "idle.min"].map((name) => otel.sums(`${DB}.${name}`));
  assert.deepEqual(sums(), [{ "orders idle": 0, "orders used": 0 }, { orders: 0 }]);
  assert.deepEqual(limits(), [{ orders: 2 }, { orders: 2 }, { orders: 1 }]);
  await clock.advanceAsync(20);
  assert.deepEqual(sums(), [{ "orders idle": 1, "orders used": 0 }, { orders: 0 }]);
  const leases = [await pool.acquire(), pool.acquire(), pool.acquire()] as const;
  assert.deepEqual(sums(), [{ "orders idle": 0, "orders used": 1 }, { orders: 2 }]);
  await clock.advanceAsync(20);
  assert.deepEqual(sums(), [{ "orders idle": 0, "orders used": 2 }, { orders: 1 }]);
  leases[0].release();
  for (const lease of await Promise.all(leases)) lease.release();
  assert.deepEqual(sums(), [{ "orders idle": 2, "orders used": 0 }, { orders: 0 }]);
  assert.deepEqual(telemetry.stats(), { pools: 1 });
  await pool.close();
  assert.deepEqual(sums(), [{ "orders idle": 0, "orders used": 0 }, { orders: 0 }]);
  assert.deepEqual(limits(), [{ orders: 0 }, { orders: 0 }, { orders: 0 }]);
  assert.deepEqual(telemetry.stats(), { pools: 0 });
});

Deno.test("otelPoolObserver() comes to 0 when a close takes values and sends callers away", async () => {
  const { otel, clock, make } = observed();
  const pool = make();
  const [lease, other] = [pool.acquire(), pool.acquire()];
  const waiting = assert.rejects(pool.acquire());
  await clock.advanceAsync(20);
  await Promise.all([lease, other]);
  assert.deepEqual(otel.sums(`${DB}.pending_requests`), { orders: 1 });
  const closing = assert.rejects(pool.close({ timeoutMs: 10 }));
  await clock.advanceAsync(10);
  await Promise.all([closing, waiting]);
  for (const name of ["count", "max", "idle.min", "idle.max", "pending_requests"]) {
    const sums = Object.values(otel.sums(`${DB}.${name}`));
    assert.ok(sums.length > 0 && sums.every((sum) => sum === 0), name);
  }
  assert.deepEqual(otel.sums(`${DB}.timeouts`), { orders: 0 });
});

Deno.test("otelPoolObserver() measures in seconds, and counts callers whose time was up", async () => {
  const { otel, clock, make } = observed();
  await using pool = make();
  const first = pool.acquire();
  const late = assert.rejects(pool.acquire({ timeoutMs: 5 }), { name: "TimeoutError" });
  await clock.advanceAsync(20);
  await late;
  clock.advance(500);
  (await first).release();
  assert.deepEqual(otel.measured(`${DB}.create_time`), ["0.02 orders", "0.02 orders"]);
  assert.deepEqual(otel.measured(`${DB}.wait_time`), ["0.02 orders"]);
  assert.deepEqual(otel.measured(`${DB}.use_time`), ["0.5 orders"]);
  assert.deepEqual(otel.sums(`${DB}.timeouts`), { orders: 1 });
});

Deno.test("otelPoolObserver() adds up pools of one name", async () => {
  const { otel, clock, make } = observed();
  const pools = [make(), make()] as const;
  const leases = Promise.all(pools.map((pool) => pool.acquire()));
  await clock.advanceAsync(20);
  await leases;
  assert.deepEqual(otel.sums(`${DB}.count`), { "orders idle": 0, "orders used": 2 });
  assert.deepEqual(otel.sums(`${DB}.max`), { orders: 4 });
  (await leases)[0]!.release();
  await pools[0].close();
  assert.deepEqual(otel.sums(`${DB}.count`), { "orders idle": 0, "orders used": 1 });
  (await leases)[1]!.release();
  await pools[1].close();
});

Deno.test("otelPoolObserver() puts nothing but name and state on a metric", () => {
  for (
    const [namespace, expected] of [
      [DB, [`${DB}.pool.name`, `${DB}.state`]],
      ["weir.pool", ["weir.pool.name", "weir.pool.state"]],
    ] as const
  ) {
    const otel = new FakeOtel();
    const observe = otelPoolObserver(otel, { namespace });
    observe(makePoolEvent("pool.opened", { min: 1, max: 2 }));
    observe(makePoolEvent("pool.acquire_failed", { reason: "timeout", error: new Error("no") }));
    observe(makePoolEvent("pool.acquired", { waitMs: 1 }));
    observe(makePoolEvent("pool.closed"));
    const keys = otel.measurements.flatMap(({ attributes }) => Object.keys(attributes));
    assert.deepEqual([...new Set(keys)].sort(), expected);
  }
});

Deno.test("otelPoolObserver() says nothing of a pool whose opening it has not heard", () => {
  const otel = new FakeOtel();
  const observe = otelPoolObserver(otel);
  observe(makePoolEvent("pool.acquired", { waitMs: 1 }));
  assert.deepEqual(otel.measurements, []);
});

Deno.test("otelPoolObserver() is idle without an SDK, and pools leave it out", async () => {
  const api: OtelApi = otelApi;
  for (const telemetry of [otelPoolObserver(api), otelPoolObserver()]) {
    assert.equal(telemetry.isIdle, true);
    const things = defineResource({ name: "thing", acquire: () => ({}), release: () => {} });
    await using _pool = new ResourcePool(things, { observers: [telemetry] });
    assert.deepEqual(telemetry.stats(), { pools: 0 });
  }
  assert.equal(otelPoolObserver(new FakeOtel()).isIdle, false);
});

Deno.test("otelPoolObserver() looks for an SDK when the first pool is made, not before", () => {
  const otel = new FakeOtel();
  let lookups = 0;
  const getMeter = () => (lookups++, otel.metrics.getMeter("test"));
  const telemetry = otelPoolObserver({ metrics: { getMeter } });
  assert.deepEqual(telemetry.stats(), { pools: 0 });
  assert.equal(lookups, 0);
  telemetry(makePoolEvent("pool.opened", { min: 0, max: 1 }));
  telemetry(makePoolEvent("pool.closing"));
  assert.deepEqual([lookups, telemetry.isIdle, telemetry.stats()], [1, false, { pools: 1 }]);
});

Deno.test("otelPoolObserver() keeps no pool from being made when the SDK throws", async () => {
  const metrics = {
    getMeter: () => {
      throw new Error("broken");
    },
  };
  const things = defineResource({ name: "thing", acquire: () => ({}), release: () => {} });
  await using pool = new ResourcePool(things, { observers: [otelPoolObserver({ metrics })] });
  assert.equal(pool.stats().observerErrors, 1);
});

Deno.test("otelPoolObserver() refuses what cannot work", () => {
  const refuse = (api: unknown, options: unknown, message: RegExp) =>
    assert.throws(() => otelPoolObserver(api as never, options as never), {
      name: "TypeError",
      message,
    });
  refuse(1, {}, /^Cannot observe pools as "api" must be/);
  refuse({ trace: otelApi.trace }, {}, /"api.metrics.getMeter" must be a function/);
  refuse(undefined, { namespace: "db" }, /"namespace" must be one of db.client.connection, weir/);
  refuse(undefined, { name: "db" }, /name/);
});
