import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { disposableWriter, Scope, streamWriter, withScope } from "../mod.ts";

/** A stream to write to, and what became of it. */
function file(sink: UnderlyingSink<string> = {}) {
  const log: string[] = [];
  const stream = new WritableStream<string>({
    write: (chunk) => void log.push(chunk),
    close: () => void log.push("closed"),
    abort: (reason) => void log.push(`aborted: ${reason.message}`),
    ...sink,
  });
  return { stream, log };
}

const NOT_CLOSED = "aborted: The writer was released before the stream was closed";

Deno.test("disposableWriter() aborts what the block has not closed, also when it throws", async () => {
  const { stream, log } = file();
  const block = async () => {
    await using writer = disposableWriter(stream.getWriter());
    await writer.write("one");
    throw new Error("body");
  };
  await assert.rejects(block, /^Error: body$/);
  assert.deepEqual(log, ["one", NOT_CLOSED]);
  assert.equal(stream.locked, false);
});

Deno.test("disposableWriter() leaves alone a stream that is closed or has failed", async () => {
  const whole = file();
  const broken = file({ write: () => Promise.reject(new Error("disk is full")) });
  await withScope("job", async (job) => {
    await job.use(disposableWriter(whole.stream.getWriter())).close();
    const writer = job.use(disposableWriter(broken.stream.getWriter()));
    await assert.rejects(writer.write("one"), /disk is full/);
  });
  assert.deepEqual([whole.log, broken.log], [["closed"], []]);
  assert.deepEqual([whole.stream.locked, broken.stream.locked], [false, false]);
});

Deno.test("disposableWriter() leaves the stream to the next when the lock was given back", async () => {
  const { stream, log } = file();
  const writer = disposableWriter(stream.getWriter());
  writer.releaseLock();
  const next = disposableWriter(stream.getWriter());
  await writer[Symbol.asyncDispose]();
  await next.close();
  await next[Symbol.asyncDispose]();
  assert.deepEqual(log, ["closed"]);
});

Deno.test("disposableWriter() throws what the sink throws upon being aborted", async () => {
  const { stream } = file({ abort: () => Promise.reject(new Error("cannot undo")) });
  const writer = disposableWriter(stream.getWriter());
  await assert.rejects(async () => await writer[Symbol.asyncDispose](), /^Error: cannot undo$/);
  assert.equal(stream.locked, false);
});

Deno.test("disposableWriter() unlocks at once and a scope gives up when a write hangs", async () => {
  const clock = new ManualClock();
  const { readable, writable } = new TransformStream<string>();
  const scope = new Scope("job", { clock, releaseTimeoutMs: 50 });
  const writer = scope.use(disposableWriter(writable.getWriter()));
  await writer.ready.catch(() => {});
  const write = writer.write("nobody reads this").catch(() => "aborted");
  await Promise.resolve();
  const closing = assert.rejects(scope.close(), { name: "TimeoutError" });
  assert.equal(writable.locked, false);
  await clock.advanceAsync(50);
  await closing;
  await readable.cancel();
  assert.equal(await write, "aborted");
});

Deno.test("streamWriter() closes after a success and aborts after anything else", async () => {
  const whole = file();
  await withScope("job", async (job) => {
    const writer = await job.acquire(streamWriter(whole.stream));
    await writer.write("one");
  });
  const broken = file();
  const work = withScope("job", async (job) => {
    await job.acquire(streamWriter(broken.stream));
    throw new Error("body");
  });
  await assert.rejects(work, /^Error: body$/);
  const untold = file();
  {
    await using scope = new Scope("job");
    await scope.acquire(streamWriter(untold.stream));
  }
  assert.deepEqual(whole.log, ["one", "closed"]);
  assert.deepEqual(broken.log, ["aborted: body"]);
  assert.deepEqual(untold.log, [NOT_CLOSED]);
  const streams = [whole, broken, untold].map(({ stream }) => stream.locked);
  assert.deepEqual(streams, [false, false, false]);
});

Deno.test("streamWriter() waits for chunks that are still being written, then for the close", async () => {
  const written = Promise.withResolvers<void>();
  const { stream, log } = file({ write: () => written.promise });
  const work = withScope("job", async (job) => {
    const writer = await job.acquire(streamWriter(stream));
    void writer.write("one");
  });
  written.resolve();
  await work;
  assert.deepEqual([log, stream.locked], [["closed"], false]);
});

Deno.test("streamWriter() fails the scope when the stream has failed or cannot be closed", async () => {
  for (
    const sink of [
      { close: () => Promise.reject(new Error("disk is full")) },
      { write: () => Promise.reject(new Error("disk is full")) },
    ]
  ) {
    const { stream } = file(sink);
    const work = withScope("job", async (job) => {
      const writer = await job.acquire(streamWriter(stream, "rows"));
      writer.write("one").catch(() => {});
    });
    await assert.rejects(work, /^Error: disk is full$/);
    assert.equal(stream.locked, false);
  }
});

Deno.test("streamWriter() leaves alone what the body has closed or given back", async () => {
  const { stream, log } = file();
  await withScope("job", async (job) => {
    const writer = await job.acquire(streamWriter(stream));
    void writer.close();
  });
  assert.deepEqual(log, ["closed"]);
  const next = file();
  await withScope("job", async (job) => {
    (await job.acquire(streamWriter(next.stream))).releaseLock();
  });
  assert.deepEqual(next.log, []);
});

Deno.test("streamWriter() fails when the stream is locked, and refuses what is no stream", async () => {
  const { stream, log } = file();
  await using _writer = disposableWriter(stream.getWriter());
  await assert.rejects(withScope("job", (job) => job.acquire(streamWriter(stream))), TypeError);
  assert.deepEqual(log, []);
  assert.throws(() => streamWriter({} as WritableStream), /with the methods getWriter/);
  assert.throws(() => disposableWriter({} as WritableStreamDefaultWriter), /methods abort/);
});
