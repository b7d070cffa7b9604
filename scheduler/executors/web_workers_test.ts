import assert from "node:assert/strict";
import {
  createScheduler,
  type Scheduler,
  type SchedulerEvent,
  type SchedulerOptions,
  type SchedulerStats,
  taskModule,
  webWorkers,
} from "../mod.ts";
import { STARTED, type ToWorker } from "./worker_messages.ts";

const tasks = taskModule<typeof import("../testdata/worker_tasks.ts")>(
  import.meta.resolve("../testdata/worker_tasks.ts"),
);
const once = { retry: { attempts: 1 } };

/** A scheduler on real workers, and a promise for the first event that fits. */
async function open(options: SchedulerOptions = {}): Promise<{
  scheduler: Scheduler;
  until: (fits: (event: SchedulerEvent, stats: SchedulerStats) => boolean) => Promise<void>;
}> {
  const watching = new Set<(event: SchedulerEvent) => void>();
  const observe = (event: SchedulerEvent) => watching.forEach((watch) => watch(event));
  const scheduler = await createScheduler({ workers: 1, observers: [observe], ...options });
  const until = (fits: (event: SchedulerEvent, stats: SchedulerStats) => boolean) =>
    new Promise<void>((resolve) => {
      const watch = (event: SchedulerEvent) => {
        if (!fits(event, scheduler.stats())) return;
        watching.delete(watch);
        resolve();
      };
      watching.add(watch);
    });
  return { scheduler, until };
}

Deno.test("webWorkers() runs a task in another thread", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  assert.equal(await scheduler.submit(tasks.add, { a: 2, b: 3 }).result, 5);
  assert.equal(await scheduler.submit(tasks.whereAmI, undefined).result, "weir-worker-1");
});

Deno.test("webWorkers() brings a thrown error back with code and cause, and keeps the worker", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  await assert.rejects(scheduler.submit(tasks.fail, "bad", once).result, (error: Error) => {
    assert.ok(error instanceof RangeError);
    assert.equal(error.message, "bad");
    assert.equal((error as Error & { code?: string }).code, "E_FAIL");
    assert.equal((error.cause as Error).message, "root");
    return true;
  });
  assert.deepEqual([scheduler.stats().deaths, scheduler.stats().workers[0]?.id], [0, 1]);
});

Deno.test("webWorkers() survives errors that cannot be named, shown or copied", async () => {
  const { scheduler, until } = await open();
  await using _ = scheduler;
  await assert.rejects(scheduler.submit(tasks.throwOddName, "toString", once).result, {
    name: "toString",
  });
  await assert.rejects(
    scheduler.submit(tasks.throwBare, undefined, once).result,
    (thrown) => thrown === "a value without text",
  );
  const waiting = scheduler.submit(tasks.waitForSignal, undefined);
  const reason = Object.assign(Object.create(null), { call() {} });
  const rejected = assert.rejects(waiting.result, (thrown) => thrown === reason);
  await until((event) => event.type === "progress");
  assert.equal((await waiting.cancel(reason)).state, "cancelled");
  await rejected;
  assert.equal(scheduler.stats().deaths, 0);
});

Deno.test("webWorkers() makes no answer of what a task posts by itself, and survives it", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  for (const message of [null, "text", { type: "other", serial: 1 }]) {
    assert.equal(await scheduler.submit(tasks.post, message).result, "posted");
  }
  const forged = { type: "failed", serial: 4, retryable: false };
  const task = scheduler.submit(tasks.post, forged);
  await assert.rejects(task.result, /Cannot read what the task threw/);
  assert.equal(scheduler.stats().deaths, 0);
});

Deno.test("webWorkers() sends the task of a silently dead worker to another", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.dieOnce, 42, once);
  assert.equal(await task.result, 42);
  const { attempts, failures, deaths, progress } = task.status();
  assert.deepEqual({ attempts, failures, deaths, progress }, {
    attempts: 2,
    failures: 0,
    deaths: ["the thread ended by itself"],
    progress: "half-way",
  });
  assert.deepEqual([scheduler.stats().deaths, scheduler.stats().redispatches], [1, 1]);
});

Deno.test("webWorkers() counts an answer that was sent before the thread ended", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.answerAndDie, 7);
  assert.equal(await task.result, 7);
  assert.equal(task.status().attempts, 1);
  assert.equal(await scheduler.submit(tasks.add, { a: 1, b: 1 }).result, 2);
});

Deno.test("webWorkers() quarantines a task whose workers always die", async () => {
  const { scheduler } = await open({ maxCrashes: 2 });
  await using _ = scheduler;
  const task = scheduler.submit(tasks.dieAlways, undefined);
  await assert.rejects(task.result, { name: "TaskQuarantinedError" });
  assert.equal(task.status().deaths.length, 2);
  assert.equal(await scheduler.submit(tasks.add, { a: 1, b: 1 }).result, 2);
});

Deno.test("webWorkers() fails the attempt that leaves an error behind, and replaces the worker", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  await assert.rejects(scheduler.submit(tasks.stray, undefined, once).result, /left behind/);
  assert.equal(await scheduler.submit(tasks.whereAmI, undefined).result, "weir-worker-2");
});

Deno.test("webWorkers() refuses inputs and results that cannot be copied", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const input = { a: 1, b: (() => 2) as unknown as number };
  await assert.rejects(scheduler.submit(tasks.add, input).result, /cannot be copied/);
  const task = scheduler.submit(tasks.returnFunction, undefined);
  await assert.rejects(task.result, /Cannot send the result of the task/);
  assert.equal(task.status().attempts, 1);
});

Deno.test("webWorkers() stops a loop that polls the flag without a turn of the event loop", async () => {
  const { scheduler, until } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.computeUntilTold, 20_000);
  const rejected = assert.rejects(task.result, /enough/);
  await until((event) => event.type === "progress");
  const status = await task.cancel(new Error("enough"));
  assert.deepEqual([status.state, status.forced], ["cancelled", false]);
  await rejected;
});

Deno.test("webWorkers() aborts the signal of a waiting task", async () => {
  const { scheduler, until } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.waitForSignal, undefined);
  await until((event) => event.type === "progress");
  assert.equal((await task.cancel()).forced, false);
});

Deno.test("webWorkers() shows a computing worker as unresponsive and lets it finish", async () => {
  const { scheduler, until } = await open({ heartbeat: { everyMs: 10, lostAfterMs: 40 } });
  await using _ = scheduler;
  const task = scheduler.submit(tasks.computeDeaf, 250);
  await until((event) => event.type === "worker" && event.to === "unresponsive");
  assert.equal(await task.result, "done");
  assert.equal(scheduler.stats().deaths, 0);
});

Deno.test("webWorkers() outlives a busy scheduler thread, and runs its task once", async () => {
  const { scheduler } = await open({ workers: 2, heartbeat: { everyMs: 100, lostAfterMs: 300 } });
  await using _ = scheduler;
  const runs = new Int32Array(new SharedArrayBuffer(4));
  const task = scheduler.submit(tasks.countRun, runs);
  for (const endMs = performance.now() + 650; performance.now() < endMs;);
  assert.equal(await task.result, 1);
  assert.equal(await scheduler.submit(tasks.add, { a: 1, b: 1 }).result, 2);
  assert.equal(Atomics.load(runs, 0), 1);
  const { deaths, workers } = scheduler.stats();
  assert.deepEqual([deaths, workers.map(({ id }) => id)], [0, [1, 2]]);
});

Deno.test("webWorkers() abandons a deaf loop, counts the zombie and refuses work until it is gone", async () => {
  const { scheduler, until } = await open({
    executor: webWorkers({ maxZombies: 1 }),
    graceMs: 10,
  });
  await using _ = scheduler;
  const task = scheduler.submit(tasks.computeDeaf, 900, { runMs: 20, ...once });
  const zombie = until((event) => event.type === "worker" && event.to === "zombie");
  const gone = until((event) =>
    event.type === "worker" && event.to === "gone" && event.workerId === 1
  );
  await assert.rejects(task.result, { name: "TaskTimeoutError" });
  assert.equal(task.status().forced, true);
  await zombie;
  assert.equal(scheduler.stats().zombies, 1);
  assert.throws(() => scheduler.submit(tasks.add, { a: 1, b: 1 }), {
    name: "WorkersStuckError",
    message: /worker_tasks\.ts#computeDeaf$/,
  });
  await gone;
  assert.equal(await scheduler.submit(tasks.add, { a: 1, b: 1 }).result, 2);
});

Deno.test("webWorkers() starts a second worker while the first computes, and retires it unharmed", async () => {
  const { scheduler, until } = await open();
  await using _ = scheduler;
  const first = scheduler.submit(tasks.waitForSignal, undefined);
  const second = scheduler.submit(tasks.waitForSignal, undefined);
  const bothRun = until((event) =>
    event.type === "task" && event.to === "running" && event.taskId === second.id
  );
  scheduler.scale(2);
  await bothRun;
  scheduler.scale(1);
  assert.equal(scheduler.stats().workers.length, 2);
  const retired = until((event) => event.type === "worker" && event.to === "gone");
  await second.cancel();
  await retired;
  assert.equal(scheduler.stats().workers.length, 1);
  assert.equal(first.status().state, "running");
});

Deno.test("webWorkers() leaves no thread behind when the scheduler is disposed", async () => {
  const real = globalThis.Worker;
  let alive = 0;
  let made = 0;
  globalThis.Worker = class extends real {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      alive++;
      made++;
    }
    override terminate(): void {
      super.terminate();
      alive--;
    }
  };
  try {
    const { scheduler } = await open({ workers: 3 });
    const result = scheduler.submit(tasks.dieOnce, 1).result;
    await result;
    await scheduler[Symbol.asyncDispose]();
    assert.deepEqual([made >= 4, alive], [true, 0]);
  } finally {
    globalThis.Worker = real;
  }
});

Deno.test("webWorkers() tells a start that only the shared word knows of, before the death", async () => {
  const real = globalThis.Worker;
  let started: () => void = () => {};
  let die: () => void = () => {};
  // A thread that marks its start and dies before its message leaves it.
  globalThis.Worker = class extends EventTarget {
    constructor() {
      super();
      die = () => void this.dispatchEvent(new ErrorEvent("error", { message: "gone" }));
    }
    postMessage(message: ToWorker): void {
      if (message.type === "init") started = () => Atomics.store(message.control, STARTED, 1);
    }
    terminate(): void {}
  } as unknown as typeof Worker;
  try {
    const heard: string[] = [];
    const handle = webWorkers().start({ workerId: 1, beatMs: 1_000 }, {
      ready: () => heard.push("ready"),
      beat: () => heard.push("beat"),
      started: ({ taskId }) => heard.push(`started ${taskId}`),
      progress: () => heard.push("progress"),
      finished: () => heard.push("finished"),
      lost: (reason) => heard.push(`lost: ${reason}`),
    });
    handle.send({
      taskId: "task-1",
      attempt: 1,
      moduleUrl: "memory:tasks",
      exportName: "work",
      input: undefined,
    });
    started();
    die();
    assert.deepEqual(heard, ["started task-1", "lost: gone"]);
    await handle.end();
  } finally {
    globalThis.Worker = real;
  }
});

Deno.test("webWorkers() asks for no beat rarer than the timer of a thread can keep", async () => {
  const real = globalThis.Worker;
  const sent: ToWorker[] = [];
  globalThis.Worker = class extends EventTarget {
    postMessage(message: ToWorker): void {
      sent.push(message);
    }
    terminate(): void {}
  } as unknown as typeof Worker;
  try {
    const silent = () => {};
    const listener = {
      ready: silent,
      beat: silent,
      started: silent,
      progress: silent,
      finished: silent,
      lost: silent,
    };
    await webWorkers().start({ workerId: 1, beatMs: 2 ** 40 }, listener).end();
    assert.deepEqual(sent.map((message) => message.type === "init" && message.beatMs), [
      2 ** 31 - 1,
    ]);
  } finally {
    globalThis.Worker = real;
  }
});

Deno.test("webWorkers() refuses options that do not exist or cannot be kept", () => {
  assert.throws(() => webWorkers({ maxZombies: 0 }), RangeError);
  assert.throws(() => webWorkers({ maxZombie: 1 } as object), /use "maxZombies"/);
});
