import assert from "node:assert/strict";
import { createScheduler, inline, type Scheduler, taskModule } from "./mod.ts";

const module = { echo: (text: string): string => text };
const tasks = taskModule<typeof module>("memory:tasks");

function open(): Promise<Scheduler> {
  return createScheduler({ executor: inline({ modules: { "memory:tasks": module } }), workers: 1 });
}

Deno.test("FollowedSignals.follow() puts one listener on a signal, and takes it off after the last task", async () => {
  await using scheduler = await open();
  const controller = new AbortController();
  const { signal } = controller;
  let added = 0;
  let removed = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => (added++, add(...args));
  signal.removeEventListener = (...args: Parameters<typeof add>) => (removed++, remove(...args));
  const submit = (count: number) =>
    Array.from({ length: count }, (_, i) => scheduler.submit(tasks.echo, `${i}`, { signal }));
  await Promise.all(submit(20).map(({ result }) => result));
  assert.deepEqual([added, removed], [1, 1]);
  const reason = new Error("stop");
  const rejections = submit(20).map(({ result }) => assert.rejects(result, reason));
  assert.deepEqual([added, removed], [2, 1]);
  controller.abort(reason);
  await Promise.all(rejections);
  assert.equal(removed, 2);
});

Deno.test("FollowedSignals.follow() keeps schedulers that share a signal apart", async () => {
  await using first = await open();
  await using second = await open();
  const controller = new AbortController();
  const { signal } = controller;
  second.pause();
  assert.equal(await first.submit(tasks.echo, "a", { signal }).result, "a");
  const waiting = second.submit(tasks.echo, "b", { signal });
  const reason = new Error("stop");
  controller.abort(reason);
  await assert.rejects(waiting.result, (thrown) => thrown === reason);
});
