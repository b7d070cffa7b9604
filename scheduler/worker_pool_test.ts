import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { createScheduler, type Scheduler, type SchedulerOptions, taskModule } from "./mod.ts";
import { FakeExecutor } from "./testdata/fake_executor.ts";

const tasks = taskModule<{ work(input: number): number }>("memory:tasks");

/** A clock on which timers can be late, as they are when their thread was busy. */
class BusyClock extends ManualClock {
  #busyMs = 0;

  override monotonic(): number {
    return super.monotonic() + this.#busyMs;
  }

  /** Keeps the thread busy: time passes, and nothing else happens. */
  block(forMs: number): void {
    this.#busyMs += forMs;
  }
}

async function open(
  executor: FakeExecutor,
  options: SchedulerOptions = {},
): Promise<{ scheduler: Scheduler; clock: BusyClock; close: () => Promise<void> }> {
  const clock = new BusyClock();
  const scheduler = await createScheduler({ executor, clock, workers: 1, graceMs: 10, ...options });
  const close = async () => {
    const closing = scheduler[Symbol.asyncDispose]();
    await clock.advanceAsync(10);
    executor.sweep();
    await closing;
  };
  return { scheduler, clock, close };
}

Deno.test("WorkerPool sends a task that was not started to another worker free of charge", async () => {
  const executor = new FakeExecutor();
  const { scheduler, clock, close } = await open(executor);
  const task = scheduler.submit(tasks.work, 1);
  executor.started[0]!.listener.lost("killed");
  await clock.advanceAsync(0);
  executor.started[1]!.start();
  executor.started[1]!.finish();
  assert.equal(await task.result, 1);
  assert.deepEqual([task.status().attempts, task.status().deaths], [2, []]);
  await close();
});

Deno.test("WorkerPool drops and counts the answers of a worker that was lost", async () => {
  const executor = new FakeExecutor();
  const { scheduler, clock, close } = await open(executor);
  const task = scheduler.submit(tasks.work, 1);
  const [first] = executor.started;
  first!.start();
  first!.listener.lost("killed");
  first!.finish({ ok: true, value: "late" });
  await clock.advanceAsync(0);
  first!.finish({ ok: true, value: "later" });
  executor.started[1]!.finish();
  executor.started[1]!.finish();
  assert.equal(await task.result, 1);
  assert.equal(scheduler.stats().staleAnswers, 3);
  await close();
});

Deno.test("WorkerPool replaces an idle worker that falls silent", async () => {
  const executor = new FakeExecutor({ beats: true });
  const { scheduler, clock, close } = await open(executor);
  await clock.advanceAsync(3_000);
  assert.equal(scheduler.stats().deaths, 0);
  await clock.advanceAsync(1_000);
  assert.equal(scheduler.stats().deaths, 1);
  assert.equal(executor.started[0]!.ended, true);
  assert.equal(executor.started.length, 2);
  await close();
});

Deno.test("WorkerPool takes the silence of a busy worker for death only if death gives no sign", async () => {
  for (const seesDeath of [true, false]) {
    const executor = new FakeExecutor({ beats: true, seesDeath });
    const { scheduler, clock, close } = await open(executor);
    const task = scheduler.submit(tasks.work, 1);
    executor.started[0]!.start();
    await clock.advanceAsync(4_000);
    assert.equal(scheduler.stats().deaths, seesDeath ? 0 : 1);
    assert.equal(task.status().deaths.length, seesDeath ? 0 : 1);
    await close();
  }
});

Deno.test("WorkerPool takes a task back free of charge when a silent worker never started it", async () => {
  const executor = new FakeExecutor({ beats: true, seesDeath: true });
  const { scheduler, clock, close } = await open(executor);
  const task = scheduler.submit(tasks.work, 1);
  await clock.advanceAsync(4_000);
  assert.equal(executor.started[0]!.ended, true);
  executor.started[1]!.finish();
  assert.equal(await task.result, 1);
  assert.deepEqual(task.status().deaths, []);
  await close();
});

Deno.test("WorkerPool blames no worker for the time in which its own thread was busy", async () => {
  const executor = new FakeExecutor({ beats: true });
  const { scheduler, clock, close } = await open(executor, { workers: 2 });
  const task = scheduler.submit(tasks.work, 1);
  for (let round = 0; round < 3; round++) {
    clock.block(4_500);
    await clock.advanceAsync(1_000);
  }
  assert.equal(scheduler.stats().deaths, 0);
  executor.started[0]!.finish();
  assert.equal(await task.result, 1);
  assert.equal(task.status().attempts, 1);
  await clock.advanceAsync(4_000);
  assert.equal(scheduler.stats().deaths, 2);
  await close();
});

Deno.test("WorkerPool takes what passed since a round was due from the silence of a worker", async () => {
  const executor = new FakeExecutor({ beats: true });
  const { scheduler, clock, close } = await open(executor, {
    heartbeat: { everyMs: 1_000, lostAfterMs: 1_500 },
  });
  await clock.advanceAsync(900);
  clock.block(900);
  await clock.advanceAsync(100);
  assert.equal(scheduler.stats().deaths, 0);
  await close();
});

Deno.test("WorkerPool asks for the shared word before it takes silence for a task not started", async () => {
  for (const seesDeath of [true, false]) {
    const executor = new FakeExecutor({ beats: true, seesDeath });
    const { scheduler, clock, close } = await open(executor);
    const task = scheduler.submit(tasks.work, 1);
    executor.started[0]!.startSeen = true;
    await clock.advanceAsync(4_000);
    assert.equal(scheduler.stats().deaths, seesDeath ? 0 : 1);
    assert.equal(task.status().deaths.length, seesDeath ? 0 : 1);
    await close();
  }
});

Deno.test("WorkerPool holds a task that is sent again to no queue limit", async () => {
  const executor = new FakeExecutor();
  const { scheduler, clock, close } = await open(executor);
  executor.onStart = () => {};
  const task = scheduler.submit(tasks.work, 1, { queueMs: 50 });
  executor.started[0]!.start();
  executor.started[0]!.listener.lost("killed");
  await clock.advanceAsync(100);
  assert.equal(task.status().state, "ready");
  executor.started[1]!.listener.ready();
  executor.started[1]!.finish();
  assert.equal(await task.result, 1);
  await close();
});

Deno.test("WorkerPool starts failing workers later and later", async () => {
  const executor = new FakeExecutor();
  const { scheduler, clock, close } = await open(executor);
  executor.onStart = (worker) => {
    worker.goAway();
    queueMicrotask(() => worker.listener.lost("no memory"));
  };
  executor.started[0]!.listener.lost("killed");
  await clock.advanceAsync(10_000);
  // After the first at once: 0.1, 0.2, 0.4 ... 3.2, 5 seconds later.
  assert.equal(executor.started.length, 8);
  executor.onStart = (worker) => queueMicrotask(() => worker.listener.ready());
  await clock.advanceAsync(5_000);
  assert.equal(scheduler.stats().workers.at(0)?.state, "idle");
  await close();
});

Deno.test("createScheduler() rejects when a worker cannot start", async () => {
  const executor = new FakeExecutor({}, (worker) => {
    queueMicrotask(() => {
      worker.listener.lost("no memory");
      worker.goAway();
    });
  });
  await assert.rejects(createScheduler({ executor, workers: 1 }), {
    name: "WorkerStartError",
    message: "Cannot start a worker as it died: no memory",
  });
});

Deno.test("createScheduler() rejects when its executor cannot start a worker at all", async () => {
  const cause = new Error("no threads left");
  const executor = new FakeExecutor({}, () => {
    throw cause;
  });
  await assert.rejects(createScheduler({ executor, workers: 2 }), (error: Error) => {
    assert.equal(error.name, "WorkerStartError");
    assert.equal(
      error.message,
      "Cannot start a worker as the executor failed: Error: no threads left",
    );
    assert.equal(error.cause, cause);
    return true;
  });
});

Deno.test("WorkerPool tries again, later and later, when a replacement cannot be started", async () => {
  const executor = new FakeExecutor();
  const seen: string[] = [];
  const { scheduler, clock, close } = await open(executor, {
    observers: [(event) => {
      if (event.type === "worker" && event.to === "gone") seen.push(event.reason ?? "");
    }],
  });
  const ready = executor.onStart;
  executor.onStart = () => {
    throw new Error("no threads left");
  };
  executor.started[0]!.listener.lost("killed");
  executor.sweep();
  scheduler.scale(2);
  await clock.advanceAsync(10_000);
  // The first, then its replacement at once and six times more, and no second beside it.
  assert.deepEqual([executor.started.length, scheduler.stats().workers.length], [8, 0]);
  assert.equal(scheduler.stats().deaths, 8);
  assert.ok(seen.includes("the executor failed: Error: no threads left"));
  executor.onStart = ready;
  await clock.advanceAsync(5_000);
  assert.deepEqual(scheduler.stats().workers.map(({ state }) => state), ["idle", "idle"]);
  await close();
});

Deno.test("WorkerPool forces a task whose executor cannot ask it to stop", async () => {
  const executor = new FakeExecutor();
  const { scheduler, clock, close } = await open(executor);
  executor.started[0]!.cancel = () => {
    throw new Error("no way");
  };
  const task = scheduler.submit(tasks.work, 1);
  executor.started[0]!.start();
  const cancelled = task.cancel();
  await clock.advanceAsync(10);
  assert.equal((await cancelled).forced, true);
  await close();
});

Deno.test("WorkerPool fails what waits when zombies leave no worker and none may start", async () => {
  const executor = new FakeExecutor({ maxZombies: 1 });
  const { scheduler, clock, close } = await open(executor);
  const deaf = scheduler.submit(tasks.work, 1, { runMs: 5, retry: { attempts: 1 } });
  const running = scheduler.submit(tasks.work, 2);
  const queued = scheduler.submit(tasks.work, 3);
  const stuck = [running, queued].map(({ result }) =>
    assert.rejects(result, { name: "WorkersStuckError", stuck: ["memory:tasks#work"] })
  );
  executor.started[0]!.start();
  await clock.advanceAsync(5 + 10);
  assert.equal(deaf.status().forced, true);
  assert.equal(running.status().workerId, 2);
  await clock.advanceAsync(500);
  assert.equal(scheduler.stats().zombies, 1);
  executor.started[1]!.listener.lost("killed");
  await Promise.all(stuck);
  executor.started[0]!.goAway();
  await clock.advanceAsync(0);
  assert.equal(scheduler.stats().workers.at(0)?.state, "idle");
  await close();
});

Deno.test("WorkerPool lets go of a zombie when the scheduler is disposed", async () => {
  const executor = new FakeExecutor();
  const { scheduler, clock } = await open(executor);
  const task = scheduler.submit(tasks.work, 1);
  const rejected = assert.rejects(task.result, { name: "SchedulerClosedError" });
  const closing = scheduler[Symbol.asyncDispose]();
  await clock.advanceAsync(10 + 500);
  await closing;
  await rejected;
  assert.ok(executor.started.every((worker) => worker.forgotten));
  assert.equal(clock.pending, 0);
});
