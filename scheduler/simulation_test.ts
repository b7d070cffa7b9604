import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import {
  createScheduler,
  initialTaskStates,
  isFinal,
  type SchedulerEvent,
  taskModule,
  type TaskState,
  taskTransitions,
} from "./mod.ts";
import { FakeExecutor, type FakeWorker } from "./testdata/fake_executor.ts";

const RUNS = 300;
const tasks = taskModule<{ work(input: number): number }>("memory:tasks");

/** A small seeded generator (mulberry32): the same seed replays the same run. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Workers that start, answer, answer twice, answer late, die, hang and come back, by chance. */
function chaos(clock: ManualClock, random: () => number): FakeExecutor {
  const later = (act: () => void) => clock.setTimer(act, random() * 50);
  const onSend = (worker: FakeWorker) => {
    const assignment = worker.last;
    const outcome = random() < 0.75
      ? { ok: true, value: assignment.input } as const
      : { ok: false, error: new Error("chance"), retryable: random() < 0.8 } as const;
    const fate = random();
    const answer = () => worker.listener.finished(assignment, outcome);
    const start = () => worker.listener.started(assignment);
    if (fate < 0.1) return void later(() => worker.listener.lost("killed before the start"));
    later(() => {
      start();
      later(() => {
        if (fate < 0.25) {
          worker.listener.lost("killed");
          later(answer);
        } else if (fate < 0.35) return;
        else {
          answer();
          if (fate < 0.5) later(answer);
        }
      });
    });
  };
  return new FakeExecutor({ maxZombies: Infinity }, (worker) => {
    worker.onSend = () => onSend(worker);
    later(() => random() < 0.05 ? worker.listener.lost("never ready") : worker.listener.ready());
  });
}

async function simulate(seed: number, edges: Set<string>): Promise<void> {
  const random = seeded(seed);
  const clock = new ManualClock();
  const finals = new Map<string, number>();
  const observe = (event: SchedulerEvent) => {
    if (event.type !== "task") return;
    edges.add(`${event.from ?? "[*]"} -> ${event.to}`);
    if (isFinal(event.to)) finals.set(event.taskId, (finals.get(event.taskId) ?? 0) + 1);
  };
  const executor = chaos(clock, random);
  const creating = createScheduler({
    executor,
    clock,
    random,
    workers: 1,
    graceMs: 20,
    maxCrashes: 2,
    observers: [observe],
  }).catch(() => undefined);
  clock.advance(50);
  executor.sweep();
  const scheduler = await creating;
  if (scheduler === undefined) return;
  scheduler.scale(1 + Math.floor(random() * 4));
  const options = () => ({
    priority: Math.floor(random() * 4),
    runMs: 30 + random() * 100,
    queueMs: random() < 0.3 ? random() * 300 : Infinity,
    retry: { attempts: 2, backoffMs: 40 },
  });
  const single = Array.from(
    { length: 12 },
    (_, n) =>
      scheduler.submit(tasks.work, n, {
        ...options(),
        delayMs: random() < 0.2 ? random() * 90 : 0,
      }),
  );
  const graph = scheduler.graph();
  const parents = [0, 1, 2].map((n) => graph.add(`parent ${n}`, tasks.work, n, options()));
  const child = graph.add("child", tasks.work, parents, (...results) => {
    if (random() < 0.2) throw new Error("no input");
    return results.reduce((sum, n) => sum + n, 0);
  }, options());
  const run = graph.submit();
  const handles = [...single, ...parents.map((node) => run.task(node)), run.task(child)];
  const settling = handles.map(({ result }) => result.catch(() => "rejected"));
  for (const handle of handles) {
    if (random() < 0.2) clock.setTimer(() => void handle.cancel(), random() * 200);
  }
  clock.setTimer(() => scheduler.scale(1 + Math.floor(random() * 3)), random() * 300);
  const drained = scheduler.drain();
  for (let turn = 0; turn < 500 && handles.some((h) => !isFinal(h.status().state)); turn++) {
    clock.advance(10);
    await null;
    if (random() < 0.9) executor.sweep();
  }
  const report = await drained;
  const results = await Promise.all(settling);
  handles.forEach((handle, i) => {
    const { state } = handle.status();
    assert.equal(finals.get(handle.id), 1, `${handle.id} became final once`);
    assert.equal(results[i] !== "rejected", state === "succeeded");
  });
  assert.equal(Object.values(report).reduce((sum, n) => sum + n, 0), handles.length);
  const values = single.map((handle, n) =>
    handle.status().state !== "succeeded" || results[n] === n
  );
  assert.ok(values.every(Boolean), "each result is that of its own input");
  const closing = scheduler[Symbol.asyncDispose]();
  for (let turn = 0; turn < 10; turn++) {
    await null;
    executor.sweep();
  }
  await closing;
  clock.advance(1_000);
  assert.equal(clock.pending, 0);
}

Deno.test("Scheduler (simulated) loses and doubles no task under kills, hangs and late answers", async () => {
  const edges = new Set<string>();
  for (let seed = 1; seed <= RUNS; seed++) {
    try {
      await simulate(seed, edges);
    } catch (error) {
      throw new Error(`Cannot pass the simulation with seed ${seed}`, { cause: error });
    }
  }
  const all = [
    ...initialTaskStates.map((state) => `[*] -> ${state}`),
    ...Object.entries(taskTransitions).flatMap(([from, to]) =>
      to.map((state: TaskState) => `${from} -> ${state}`)
    ),
  ];
  // Only an input that cannot be copied and a scheduler without workers take these two.
  const elsewhere = ["ready -> failed", "dispatched -> failed"];
  assert.deepEqual(all.filter((edge) => !edges.has(edge)), elsewhere);
});
