import assert from "node:assert/strict";
import { createScheduler, inline, type Scheduler, taskModule } from "./mod.ts";

const module = {
  one: (): number => 1,
  double: (n: number): number => n * 2,
  sum: (parts: number[]): number => parts.reduce((total, part) => total + part, 0),
  fail: (text: string): number => {
    throw new Error(text);
  },
  wait: (): Promise<number> => new Promise(() => {}),
};
const tasks = taskModule<typeof module>("memory:tasks");
const once = { retry: { attempts: 1 } };

function open(workers = 2, graceMs = 0): Promise<Scheduler> {
  return createScheduler({
    executor: inline({ modules: { "memory:tasks": module } }),
    workers,
    graceMs,
  });
}

Deno.test("TaskGraph.add() hands the results of parents to their child", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  const parts = [1, 2, 3].map((n) => graph.add(`double ${n}`, tasks.double, n));
  const one = graph.add("one", tasks.one, undefined);
  const sum = graph.add("sum", tasks.sum, [one, ...parts], (first, ...rest) => [first, ...rest]);
  const run = graph.submit();
  assert.deepEqual(await run.result, {
    "double 1": 2,
    "double 2": 4,
    "double 3": 6,
    one: 1,
    sum: 13,
  });
  assert.equal(await run.task(sum).result, 13);
  assert.equal(run.status().sum?.id, `${run.id}/sum`);
});

Deno.test("TaskGraph.submit() runs the same graph again", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  graph.add("double", tasks.double, 4);
  const [first, second] = [graph.submit(), graph.submit()];
  assert.notEqual(first.id, second.id);
  assert.deepEqual([await first.result, await second.result], [{ double: 8 }, { double: 8 }]);
});

Deno.test("TaskGraph.add() after a submit counts for the next run", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  graph.add("first", tasks.double, 1);
  const run = graph.submit();
  graph.add("second", tasks.double, 2);
  graph.after("first", "second");
  assert.deepEqual(await run.result, { first: 2 });
  assert.deepEqual(await graph.submit().result, { first: 2, second: 4 });
});

Deno.test("TaskGraph.add() refuses a name that is taken and a parent of another graph", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  const node = graph.add("one", tasks.one, undefined);
  assert.throws(() => graph.add("one", tasks.one, undefined), {
    name: "RangeError",
    message: 'Cannot add "one" as the graph has a task of that name: choose another',
  });
  const other = scheduler.graph();
  assert.throws(() => other.add("double", tasks.double, [node], (n) => n), RangeError);
  assert.throws(() => graph.add("sum", tasks.sum, [node] as never), /"map" must be a function/);
  assert.throws(() => graph.add("x", tasks.one, undefined, { runms: 1 } as object), /use "runMs"/);
});

Deno.test("TaskGraph.after() orders tasks without handing results on", async () => {
  await using scheduler = await open(2);
  const graph = scheduler.graph();
  const late = graph.add("late", tasks.double, 1);
  const early = graph.add("early", tasks.double, 2);
  graph.after(late, "early");
  const run = graph.submit();
  assert.equal(run.task(late).status().state, "blocked");
  assert.match(scheduler.explain(run.task(late).id), /it waits for graph-1\/early/);
  await run.result;
  assert.equal(await run.task(early).result, 4);
});

Deno.test("TaskGraph.after() spells out the cycle that an edge would close", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  const extract = graph.add("extract", tasks.one, undefined);
  const clean = graph.add("clean", tasks.double, [extract], (n) => n);
  graph.add("merge", tasks.double, [clean], (n) => n);
  assert.throws(() => graph.after("extract", "merge"), {
    name: "GraphCycleError",
    message: 'Cannot add the edge as tasks would wait for each other: "extract" -> "merge" -> ' +
      '"clean" -> "extract"',
  });
  assert.throws(() => graph.after("clean", "clean"), /"clean" -> "clean"/);
  assert.throws(() => graph.after("merge", "extrct"), /no task "extrct": use "extract"/);
  await graph.submit().result;
});

Deno.test("TaskGraph.submit() cancels the children of a failed parent and lets the rest go on", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  const bad = graph.add("bad", tasks.fail, "broken", once);
  const child = graph.add("child", tasks.double, [bad], (n) => n);
  const grandchild = graph.add("grandchild", tasks.double, [child], (n) => n);
  const apart = graph.add("apart", tasks.double, 5);
  const run = graph.submit();
  await assert.rejects(run.result, (error: AggregateError & { failed: string[] }) => {
    assert.equal(error.name, "GraphFailedError");
    assert.deepEqual(error.failed, ["bad"]);
    assert.equal(error.errors[0].message, "broken");
    return true;
  });
  await assert.rejects(run.task(grandchild).result, (error: Error & { parentId: string }) => {
    assert.equal(error.name, "DependencyError");
    assert.equal(error.parentId, run.task(child).id);
    assert.equal((error.cause as Error).message, "broken");
    return true;
  });
  assert.equal(await run.task(apart).result, 10);
});

Deno.test("TaskGraph.add() fails the task whose map throws", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  const one = graph.add("one", tasks.one, undefined);
  graph.add("double", tasks.double, [one], () => {
    throw new Error("no input");
  });
  await assert.rejects(graph.submit().result, { errors: [new Error("no input")] });
});

Deno.test("GraphRun.cancel() rejects with its reason once every task is final", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  const wait = graph.add("wait", tasks.wait, undefined);
  graph.add("double", tasks.double, [wait], (n) => n);
  const run = graph.submit();
  const reason = new Error("not needed");
  const rejected = assert.rejects(run.result, (thrown) => thrown === reason);
  await run.cancel(reason);
  await rejected;
  assert.deepEqual(Object.values(run.status()).map(({ state }) => state), [
    "cancelled",
    "cancelled",
  ]);
});

Deno.test("GraphRun.result rejects with the reason of the signal unchanged", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  graph.add("wait", tasks.wait, undefined);
  const controller = new AbortController();
  const run = graph.submit({ signal: controller.signal });
  const reason = { why: "shutdown" };
  const rejected = assert.rejects(run.result, (thrown) => thrown === reason);
  controller.abort(reason);
  await rejected;
});

Deno.test("TaskGraph.submit() cancels a chain deeper than the stack", async () => {
  await using scheduler = await open();
  const graph = scheduler.graph();
  let last = graph.add("0", tasks.fail, "broken", once);
  for (let i = 1; i < 20_000; i++) last = graph.add(`${i}`, tasks.double, [last], (n) => n);
  await assert.rejects(graph.submit().result, { name: "GraphFailedError" });
  assert.equal(scheduler.stats().tasks.cancelled, 19_999);
});
