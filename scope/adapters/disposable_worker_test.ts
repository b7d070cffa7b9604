import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { disposableWorker, type DisposableWorkerOptions, withScope } from "../mod.ts";

/** A worker that does what it is told, and counts how often it was terminated. */
class Told extends Worker {
  terminated = 0;

  constructor(code: string) {
    super(`data:text/javascript,${encodeURIComponent(code)}`, { type: "module" });
  }

  override terminate(): void {
    this.terminated++;
    super.terminate();
  }
}

const POLITE = "onmessage = ({ data }) => { if (data === 'stop') postMessage('stop'); }";
const RUDE = "onmessage = ({ data }) => postMessage(`not now: ${data}`)";
const FAULTY = "onmessage = () => { throw new Error('cannot flush'); }";

/** Resolves when the worker has sent something. */
function message(worker: Worker): Promise<unknown> {
  return new Promise((resolve) =>
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true })
  );
}

Deno.test("disposableWorker() terminates at the end of a block, also when it throws", async () => {
  const worker = new Told(POLITE);
  assert.throws(() => {
    using same = disposableWorker(worker);
    assert.equal(same, worker);
    throw new Error("body");
  }, /^Error: body$/);
  assert.equal(worker.terminated, 1);
  const unasked = new Told(POLITE);
  await withScope("job", (job) => job.use(disposableWorker(unasked)));
  assert.equal(unasked.terminated, 1);
});

Deno.test("disposableWorker() waits for the worker's own end when it asks it to stop", async () => {
  const worker = new Told(POLITE);
  const last = message(worker);
  const work = withScope("job", (job) => {
    job.use(disposableWorker(worker, { stopMessage: "stop", graceMs: Infinity }));
    throw new Error("body");
  });
  await assert.rejects(work, /^Error: body$/);
  assert.equal(await last, "stop");
  assert.equal(worker.terminated, 1);
});

Deno.test("disposableWorker() asks once when it is disposed of twice", async () => {
  let asked = 0;
  const worker = new Told(POLITE);
  worker.addEventListener("message", () => asked++);
  const disposable = disposableWorker(worker, { stopMessage: "stop", graceMs: Infinity });
  const first = disposable[Symbol.asyncDispose]();
  assert.equal(disposable[Symbol.asyncDispose](), first);
  await first;
  assert.deepEqual([asked, worker.terminated], [1, 1]);
});

Deno.test("disposableWorker() terminates a worker that does not stop in time", async () => {
  const clock = new ManualClock();
  const worker = new Told(RUDE);
  const answered = message(worker);
  const disposable = disposableWorker(worker, { stopMessage: "stop", graceMs: 100, clock });
  const disposed = disposable[Symbol.asyncDispose]();
  assert.equal(await answered, "not now: stop");
  await clock.advanceAsync(99);
  assert.equal(worker.terminated, 0);
  await clock.advanceAsync(1);
  await disposed;
  assert.equal(worker.terminated, 1);
});

Deno.test("disposableWorker() throws what the worker fails with while it stops", async () => {
  const cases: [string, DisposableWorkerOptions, RegExp][] = [
    [FAULTY, {}, /in good order as it failed: .*cannot flush/],
    [RUDE, { isStopped: () => assert.fail("no answer") }, /no answer/],
    [POLITE, { stopMessage: () => {}, isStopped: () => true }, /could not be cloned/],
  ];
  for (const [code, options, error] of cases) {
    const worker = new Told(code);
    const work = withScope("job", (job) => {
      job.use(disposableWorker(worker, { stopMessage: "stop", graceMs: Infinity, ...options }));
    });
    await assert.rejects(work, error);
    assert.equal(worker.terminated, 1);
  }
});

Deno.test("disposableWorker() does not ask a worker that has died of an error", async () => {
  const worker = new Told(RUDE);
  await using _worker = disposableWorker(worker, { stopMessage: "stop", graceMs: Infinity });
  // What a worker throws is dispatched like this, and also printed.
  worker.dispatchEvent(new ErrorEvent("error", { message: "Uncaught Error: out of luck" }));
});

Deno.test("disposableWorker() does not ask a worker that was terminated through it", async () => {
  const worker = new Told(POLITE);
  const disposable = disposableWorker(worker, { stopMessage: "stop", graceMs: Infinity });
  disposable[Symbol.dispose]();
  await disposable[Symbol.asyncDispose]();
});

Deno.test("disposableWorker() names what is wrong with its arguments", () => {
  using worker = disposableWorker(new Told(POLITE));
  assert.throws(() => disposableWorker({} as Worker), /methods postMessage, terminate/);
  assert.throws(() => disposableWorker(worker, { graceMs: -1 }), RangeError);
  assert.throws(() => disposableWorker(worker, { graceMS: 1 } as object), /use "graceMs"/);
  assert.throws(
    () => disposableWorker(worker, { isStopped: "stop" as unknown as () => boolean }),
    /"isStopped" must be a function/,
  );
  assert.throws(
    () => disposableWorker(worker, { stopMessage: { type: "stop" } }),
    { name: "TypeError", message: /"isStopped" must be a function, or "stopMessage" text/ },
  );
});
