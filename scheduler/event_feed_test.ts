import assert from "node:assert/strict";
import { EventFeed, type SchedulerEvent } from "./event_feed.ts";

function event(value: number): SchedulerEvent {
  return { type: "progress", atMs: 0, taskId: "task-1", task: "work", value };
}

Deno.test("EventFeed.read() keeps the newest events and says how many it dropped", async () => {
  const feed = new EventFeed([]);
  const reader = feed.read(2);
  for (const value of [1, 2, 3, 4, 5]) feed.emit(event(value));
  feed.close();
  assert.deepEqual(await Array.fromAsync(reader), [
    { type: "dropped", count: 3 },
    event(4),
    event(5),
  ]);
});

Deno.test("EventFeed.read() listens from the call on and until the reader leaves", async () => {
  const feed = new EventFeed([]);
  assert.equal(feed.wanted, false);
  const reader = feed.read(10);
  feed.emit(event(1));
  for await (const seen of reader) {
    assert.deepEqual(seen, event(1));
    break;
  }
  assert.equal(feed.wanted, false);
});

Deno.test("EventFeed.read() stops listening when it is left before it was read", async () => {
  const feed = new EventFeed([]);
  await feed.read(10).return?.();
  assert.equal(feed.wanted, false);
});

Deno.test("EventFeed.read() ends a read that waits when its reader leaves", async () => {
  const reader = new EventFeed([]).read(10);
  const waiting = reader.next();
  await reader.return?.();
  assert.deepEqual(await waiting, { done: true, value: undefined });
});

Deno.test("EventFeed.read() rejects with the reason when its signal aborts", async () => {
  const feed = new EventFeed([]);
  const controller = new AbortController();
  const waiting = feed.read(10, controller.signal).next();
  controller.abort(new Error("enough"));
  await assert.rejects(waiting, /enough/);
  assert.equal(feed.wanted, false);
});

Deno.test("EventFeed.read() ends at once on a feed that is closed", async () => {
  const feed = new EventFeed([]);
  feed.close();
  assert.deepEqual(await Array.fromAsync(feed.read(10)), []);
  assert.equal(feed.wanted, false);
});
