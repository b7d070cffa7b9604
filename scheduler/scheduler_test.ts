import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import {
  createScheduler,
  inline,
  NonRetryableError,
  type Scheduler,
  type SchedulerEvent,
  type SchedulerOptions,
  type TaskContext,
  taskModule,
} from "./mod.ts";

const ran: string[] = [];
const module = {
  echo(input: string): string {
    ran.push(input);
    return input;
  },
  failUntil(input: { attempt: number; error: Error }, context: TaskContext): string {
    if (context.attempt < input.attempt) throw input.error;
    return `attempt ${context.attempt}`;
  },
  untilSignal(_input: undefined, context: TaskContext): Promise<string> {
    return new Promise((_, reject) => {
      context.signal.addEventListener("abort", () => reject(context.signal.reason));
    });
  },
  stubborn(_input: undefined, context: TaskContext): Promise<string> {
    return new Promise((resolve) => {
      context.signal.addEventListener("abort", () => resolve("returned all the same"));
    });
  },
  deaf: (): Promise<never> => new Promise(() => {}),
  report(input: number, context: TaskContext): number {
    context.progress(input);
    return input;
  },
};
const tasks = taskModule<typeof module>("memory:tasks");

async function open(
  options: SchedulerOptions = {},
): Promise<{ scheduler: Scheduler; clock: ManualClock }> {
  ran.length = 0;
  const clock = new ManualClock();
  const executor = inline({ modules: { "memory:tasks": module } });
  const scheduler = await createScheduler({
    executor,
    workers: 1,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { scheduler, clock };
}

Deno.test("Scheduler.submit() serves priorities first and equals in their order", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  scheduler.pause();
  const handles = (["low", "normal", "urgent", "normal", 2.5] as const).map((priority, i) =>
    scheduler.submit(tasks.echo, `${priority} ${i}`, { priority })
  );
  assert.match(scheduler.explain(handles[0]!.id), /paused, 4 tasks go before it/);
  scheduler.resume();
  await Promise.all(handles.map((handle) => handle.result));
  assert.deepEqual(ran, ["urgent 2", "2.5 4", "normal 1", "normal 3", "low 0"]);
});

Deno.test("Scheduler.submit() retries with backoff until the task succeeds", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const input = { attempt: 3, error: new Error("not yet") };
  const task = scheduler.submit(tasks.failUntil, input, { retry: { backoffMs: 100 } });
  await clock.advanceAsync(49);
  assert.equal(task.status().state, "backoff");
  await clock.advanceAsync(1 + 100);
  assert.equal(await task.result, "attempt 3");
  assert.equal(scheduler.stats().retries, 2);
});

Deno.test("Scheduler.submit() rejects with what the last attempt threw", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const error = new Error("never");
  const task = scheduler.submit(tasks.failUntil, { attempt: 99, error }, {
    retry: { attempts: 2 },
  });
  const rejected = assert.rejects(task.result, (thrown) => thrown === error);
  await clock.advanceAsync(10_000);
  await rejected;
  assert.deepEqual([task.status().state, task.status().failures], ["failed", 2]);
});

Deno.test("Scheduler.submit() does not retry a NonRetryableError", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const error = new NonRetryableError("bad input");
  const task = scheduler.submit(tasks.failUntil, { attempt: 99, error });
  await assert.rejects(task.result, { name: "NonRetryableError" });
  assert.equal(task.status().attempts, 1);
});

Deno.test("Scheduler.submit() names the export that was probably meant", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const wrong = taskModule<{ ecko(input: string): string }>("memory:tasks");
  await assert.rejects(scheduler.submit(wrong.ecko, "").result, /use "echo"/);
});

Deno.test("Scheduler.submit() expires a task that no worker takes in time", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  scheduler.submit(tasks.untilSignal, undefined);
  const waiting = scheduler.submit(tasks.echo, "late", { queueMs: 100 });
  const rejected = assert.rejects(waiting.result, { name: "TaskTimeoutError", limit: "queueMs" });
  await clock.advanceAsync(100);
  await rejected;
  assert.equal(waiting.status().state, "expired");
  assert.deepEqual(ran, []);
});

Deno.test("Scheduler.submit() signals a task whose run time is used up", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const options = { runMs: 100, retry: { attempts: 1 } };
  const task = scheduler.submit(tasks.untilSignal, undefined, options);
  const rejected = assert.rejects(task.result, { name: "TaskTimeoutError", limitMs: 100 });
  await clock.advanceAsync(100);
  await rejected;
  assert.equal(task.status().forced, false);
});

Deno.test("Scheduler.submit() abandons a deaf task after the grace time and replaces its worker", async () => {
  const { scheduler, clock } = await open({ graceMs: 50 });
  await using _ = scheduler;
  const options = { runMs: 100, retry: { attempts: 1 } };
  const task = scheduler.submit(tasks.deaf, undefined, options);
  const rejected = assert.rejects(task.result, { name: "TaskTimeoutError" });
  await clock.advanceAsync(149);
  assert.deepEqual([task.status().state, task.status().stopping], ["running", "timeout"]);
  await clock.advanceAsync(1);
  await rejected;
  assert.equal(task.status().forced, true);
  assert.equal(await scheduler.submit(tasks.echo, "next").result, "next");
});

Deno.test("Scheduler.submit() keeps a delayed task back until its time", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.echo, "later", { delayMs: 500 });
  await clock.advanceAsync(499);
  assert.equal(task.status().state, "scheduled");
  await clock.advanceAsync(1);
  assert.equal(await task.result, "later");
});

Deno.test("Scheduler.submit() keeps a task back for longer than a platform timer holds", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const days = 24 * 60 * 60 * 1_000;
  const task = scheduler.submit(tasks.echo, "later", { delayMs: 60 * days, queueMs: 90 * days });
  await clock.advanceAsync(60 * days);
  assert.equal(await task.result, "later");
});

Deno.test("Scheduler.submit() never runs a task whose signal has aborted", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const reason = new Error("stop");
  const task = scheduler.submit(tasks.echo, "x", { signal: AbortSignal.abort(reason) });
  await assert.rejects(task.result, (thrown) => thrown === reason);
  assert.equal(task.status().attempts, 0);
});

Deno.test("Scheduler.submit() refuses options that do not exist or cannot be kept", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const submit = (options: object) => () => scheduler.submit(tasks.echo, "x", options);
  assert.throws(submit({ prioritty: 1 }), /use "priority"/);
  assert.throws(submit({ priority: "highest" }), /"priority" must be "low"/);
  assert.throws(submit({ priority: NaN }), TypeError);
  assert.throws(submit({ runMs: -1 }), RangeError);
  assert.throws(submit({ delayMs: Infinity }), RangeError);
  assert.throws(submit({ signal: {} }), /"signal" must be an AbortSignal/);
  const { tasks: counts } = scheduler.stats();
  assert.deepEqual([counts.ready, counts.dispatched], [0, 0]);
});

Deno.test("TaskHandle.cancel() ends a queued task at once and a running one by its signal", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const running = scheduler.submit(tasks.untilSignal, undefined);
  const queued = scheduler.submit(tasks.echo, "queued");
  const reason = { why: "not needed" };
  assert.equal((await queued.cancel(reason)).state, "cancelled");
  await assert.rejects(queued.result, (thrown) => thrown === reason);
  assert.equal((await scheduler.cancel(running.id)).state, "cancelled");
  await assert.rejects(running.result, { name: "AbortError" });
  assert.equal((await scheduler.cancel(running.id)).state, "cancelled");
  await assert.rejects(scheduler.cancel("task-99"), RangeError);
});

Deno.test("TaskHandle.cancel() takes a reason that cannot be turned to text", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  const reason = Object.create(null);
  const running = scheduler.submit(tasks.untilSignal, undefined);
  const queued = scheduler.submit(tasks.echo, "queued");
  for (const task of [queued, running]) {
    const rejected = assert.rejects(task.result, (thrown) => thrown === reason);
    assert.equal((await task.cancel(reason)).state, "cancelled");
    await rejected;
  }
});

Deno.test("TaskHandle.cancel() lets a task succeed that returns all the same", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.stubborn, undefined);
  await clock.advanceAsync(0);
  assert.equal((await task.cancel()).state, "succeeded");
  assert.equal(await task.result, "returned all the same");
});

Deno.test("TaskHandle.cancel() outweighs a time limit, so that the task is not tried again", async () => {
  const { scheduler, clock } = await open({ graceMs: 50 });
  await using _ = scheduler;
  const task = scheduler.submit(tasks.deaf, undefined, { runMs: 10 });
  await clock.advanceAsync(20);
  assert.equal(task.status().stopping, "timeout");
  const cancelled = task.cancel();
  await clock.advanceAsync(50);
  assert.equal((await cancelled).state, "cancelled");
});

Deno.test("TaskHandle.result leaves an unread failure without an unhandled rejection", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const error = new NonRetryableError("nobody reads this");
  const task = scheduler.submit(tasks.failUntil, { attempt: 99, error });
  await clock.advanceAsync(0);
  assert.equal(task.status().state, "failed");
});

Deno.test("Scheduler.drain() finishes what it has and takes no more", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  scheduler.pause();
  for (const text of ["a", "b"]) scheduler.submit(tasks.echo, text);
  const draining = scheduler.drain();
  assert.throws(() => scheduler.submit(tasks.echo, "c"), { name: "SchedulerClosedError" });
  assert.equal(scheduler.stats().state, "draining");
  const none = { failed: 0, cancelled: 0, expired: 0, quarantined: 0 };
  assert.deepEqual(await draining, { succeeded: 2, ...none });
});

Deno.test("Scheduler.pause() is refused once the scheduler drains, so that the drain ends", async () => {
  const { scheduler } = await open();
  scheduler.submit(tasks.echo, "a");
  const draining = scheduler.drain();
  assert.throws(() => scheduler.pause(), {
    name: "SchedulerClosedError",
    message: "Cannot pause as the scheduler was drained",
  });
  scheduler.resume();
  assert.equal((await draining).succeeded, 1);
  await scheduler[Symbol.asyncDispose]();
  assert.throws(() => scheduler.pause(), /Cannot pause as the scheduler was disposed/);
});

Deno.test("Scheduler.drain() cancels the rest when its deadline passes", async () => {
  const { scheduler, clock } = await open();
  await using _ = scheduler;
  const task = scheduler.submit(tasks.untilSignal, undefined);
  const rejected = assert.rejects(task.result, /the drain took longer than 100 ms/);
  const draining = scheduler.drain({ deadlineMs: 100 });
  await clock.advanceAsync(100);
  assert.equal((await draining).cancelled, 1);
  await rejected;
});

Deno.test("Scheduler.drain() stops waiting when its signal aborts", async () => {
  const { scheduler } = await open();
  await using _ = scheduler;
  scheduler.submit(tasks.untilSignal, undefined);
  const controller = new AbortController();
  const draining = scheduler.drain({ signal: controller.signal });
  controller.abort(new Error("enough"));
  await assert.rejects(draining, /enough/);
});

Deno.test("Scheduler[Symbol.asyncDispose]() cancels what is not final and leaves no timer", async () => {
  const { scheduler, clock } = await open();
  const running = scheduler.submit(tasks.untilSignal, undefined, { runMs: 1_000 });
  const queued = scheduler.submit(tasks.echo, "x", { queueMs: 1_000, delayMs: 10 });
  const rejections = [running, queued].map(({ result }) =>
    assert.rejects(result, { name: "SchedulerClosedError" })
  );
  await clock.advanceAsync(0);
  const closing = scheduler[Symbol.asyncDispose]();
  assert.deepEqual([scheduler.stats().state, scheduler.stats().running], ["closing", 1]);
  await closing;
  await Promise.all(rejections);
  assert.equal(clock.pending, 0);
  assert.equal(scheduler.stats().state, "closed");
  assert.deepEqual(scheduler.stats().workers, []);
  assert.throws(() => scheduler.submit(tasks.echo, "x"), /the scheduler was disposed/);
});

Deno.test("Scheduler.scale() keeps within its range", async () => {
  const { scheduler, clock } = await open({ workers: { min: 1, max: 3 } });
  await using _ = scheduler;
  scheduler.scale(3);
  await clock.advanceAsync(0);
  assert.deepEqual(scheduler.stats().workers.map(({ state }) => state), ["idle", "idle", "idle"]);
  assert.throws(() => scheduler.scale(4), RangeError);
  assert.throws(() => scheduler.scale(0), RangeError);
  await scheduler[Symbol.asyncDispose]();
  assert.throws(() => scheduler.scale(2), {
    name: "SchedulerClosedError",
    message: "Cannot scale as the scheduler was disposed",
  });
});

Deno.test("Scheduler.events() yields moves in order and ends with the scheduler", async () => {
  const { scheduler } = await open();
  const events = scheduler.events();
  await scheduler.submit(tasks.report, 7).result;
  await scheduler[Symbol.asyncDispose]();
  const seen: string[] = [];
  for await (const event of events) {
    if (event.type === "task") seen.push(event.to);
    if (event.type === "progress") seen.push(`progress ${event.value}`);
  }
  assert.deepEqual(seen, ["ready", "dispatched", "running", "progress 7", "succeeded"]);
});

Deno.test("SchedulerOptions.observers may use the scheduler while it works", async () => {
  const seen: SchedulerEvent[] = [];
  let target: Scheduler | undefined;
  const observer = (event: SchedulerEvent) => {
    seen.push(event);
    if (event.type === "task" && event.to === "backoff") void target?.cancel(event.taskId);
  };
  const { scheduler, clock } = await open({ observers: [observer] });
  await using _ = target = scheduler;
  const task = scheduler.submit(tasks.failUntil, { attempt: 99, error: new Error("x") });
  await clock.advanceAsync(60_000);
  assert.equal(task.status().state, "cancelled");
  assert.ok(seen.every((event) => Object.isFrozen(event)));
});

Deno.test("SchedulerOptions.observers are counted when they throw, and the others go on", async () => {
  let seen = 0;
  const observers = [() => {
    throw new Error("observer");
  }, () => void seen++];
  const { scheduler } = await open({ observers });
  await using _ = scheduler;
  await scheduler.submit(tasks.echo, "x").result;
  await null;
  assert.ok(seen >= 4);
  assert.equal(scheduler.stats().observerErrors, seen);
});

Deno.test("Scheduler refuses a signal that is none wherever it takes one", async () => {
  const signal = {} as AbortSignal;
  const none = { name: "TypeError", message: /"signal" must be an AbortSignal/ };
  await assert.rejects(createScheduler({ executor: inline(), signal }), none);
  const { scheduler } = await open();
  await using _ = scheduler;
  await assert.rejects(scheduler.drain({ signal }), none);
  assert.throws(() => scheduler.events({ signal }), none);
  assert.equal(scheduler.stats().state, "open");
});

Deno.test("createScheduler() rejects with the reason when its signal aborts", async () => {
  const signal = AbortSignal.abort(new Error("too late"));
  await assert.rejects(createScheduler({ executor: inline(), signal }), /too late/);
});

Deno.test("createScheduler() refuses options that do not exist or cannot be kept", async () => {
  await assert.rejects(createScheduler({ worker: 1 } as object), /use "workers"/);
  await assert.rejects(createScheduler({ workers: { min: 2, max: 1 } }), RangeError);
  await assert.rejects(createScheduler({ heartbeat: { everyMs: 5, lostAfterMs: 1 } }), RangeError);
  await assert.rejects(createScheduler({ executor: {} as never }), /"executor.start"/);
});
