import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { disposableReader, Scope, streamReader, withScope } from "../mod.ts";

/** A stream that never ends, and what its source heard. */
function endless(cancel?: () => Promise<void>) {
  const heard: unknown[] = [];
  const stream = new ReadableStream<string>({
    start: (controller) => controller.enqueue("first"),
    cancel(reason) {
      heard.push(reason);
      return cancel?.();
    },
  });
  return { stream, heard };
}

function failed(): ReadableStream<string> {
  return new ReadableStream({ start: (controller) => controller.error(new Error("disk is gone")) });
}

Deno.test("disposableReader() cancels and unlocks, also when the block throws", async () => {
  const { stream, heard } = endless();
  const block = async () => {
    await using reader = disposableReader(stream.getReader());
    await reader.read();
    throw new Error("body");
  };
  await assert.rejects(block, /^Error: body$/);
  assert.deepEqual([heard, stream.locked], [[undefined], false]);
});

Deno.test("disposableReader() answers reads that wait with done", async () => {
  const { stream } = endless();
  const reader = disposableReader(stream.getReader());
  await reader.read();
  const waiting = reader.read();
  await reader[Symbol.asyncDispose]();
  assert.deepEqual(await waiting, { value: undefined, done: true });
});

Deno.test("disposableReader() leaves alone a stream that is over, or a lock given back", async () => {
  for (const stream of [failed(), ReadableStream.from([])]) {
    const reader = disposableReader(stream.getReader());
    await reader.read().catch(() => {});
    await reader[Symbol.asyncDispose]();
    assert.equal(stream.locked, false);
  }
  const { stream, heard } = endless();
  const reader = disposableReader(stream.getReader());
  reader.releaseLock();
  await using next = disposableReader(stream.getReader());
  await reader[Symbol.asyncDispose]();
  assert.equal((await next.read()).value, "first");
  assert.deepEqual(heard, []);
});

Deno.test("disposableReader() throws what the source throws upon being cancelled", async () => {
  const { stream } = endless(() => Promise.reject(new Error("cannot stop")));
  const reader = disposableReader(stream.getReader());
  await assert.rejects(async () => await reader[Symbol.asyncDispose](), /^Error: cannot stop$/);
  assert.equal(stream.locked, false);
});

Deno.test("disposableReader() cancels once when a block and a scope dispose of it", async () => {
  const { stream, heard } = endless();
  await withScope("job", async (job) => {
    await using _reader = job.use(disposableReader(stream.getReader()));
  });
  assert.equal(heard.length, 1);
});

Deno.test("disposableReader() takes a reader of bytes", async () => {
  const stream = new ReadableStream({ type: "bytes" });
  await using reader = disposableReader(stream.getReader({ mode: "byob" }));
  const waiting = reader.read(new Uint8Array(8));
  await reader.cancel();
  assert.equal((await waiting).done, true);
});

Deno.test("disposableReader() unlocks at once and a scope gives up when the source hangs", async () => {
  const clock = new ManualClock();
  const { stream } = endless(() => new Promise(() => {}));
  const scope = new Scope("job", { clock, releaseTimeoutMs: 50 });
  scope.use(disposableReader(stream.getReader()));
  const closing = assert.rejects(scope.close(), { name: "TimeoutError" });
  assert.equal(stream.locked, false);
  await clock.advanceAsync(50);
  await closing;
});

Deno.test("streamReader() tells the source what the work failed with, and nothing else", async () => {
  const error = new Error("body");
  const broken = endless();
  const work = withScope("job", async (job) => {
    await job.acquire(streamReader(broken.stream));
    throw error;
  });
  await assert.rejects(work, error);
  const whole = endless();
  await withScope("job", (job) => job.acquire(streamReader(whole.stream)));
  assert.deepEqual([broken.heard, whole.heard], [[error], [undefined]]);
  assert.deepEqual([broken.stream.locked, whole.stream.locked], [false, false]);
});

Deno.test("streamReader() fails when the stream is locked, and leaves the lock to its owner", async () => {
  const { stream, heard } = endless();
  await using _reader = disposableReader(stream.getReader());
  await assert.rejects(
    withScope("job", (job) => job.acquire(streamReader(stream))),
    TypeError,
  );
  assert.deepEqual([heard, stream.locked], [[], true]);
});

Deno.test("streamReader() ends in good order when the stream has failed", async () => {
  await withScope("job", async (job) => {
    const reader = await job.acquire(streamReader(failed(), "feed"));
    await assert.rejects(reader.read(), /disk is gone/);
  });
  assert.throws(() => streamReader({} as ReadableStream), /must be an object with the methods get/);
});
