/**
 * Preloaded into every test file (`deno test --preload`): fails the file when a worker that it
 * started was never terminated. The resource sanitizer does not see workers.
 *
 * Seen are the web workers and the threads of `node:worker_threads` that the file itself starts; of a
 * thread the line is not known. Not seen is what a worker or a child process starts in turn.
 *
 * @module
 */
import process from "node:process";
import { Worker as NodeWorker } from "node:worker_threads";

/** Web workers that were not terminated, each with the stack of its construction. */
const running = new Map<Worker, string>();
/** Workers of `node:worker_threads` that have neither ended nor been terminated. */
const threads = new Set<NodeWorker>();

class TrackedWorker extends globalThis.Worker {
  constructor(specifier: string | URL, options?: WorkerOptions) {
    super(specifier, options);
    running.set(this, new Error().stack?.split("\n").slice(2, 5).join("\n") ?? "");
  }

  override terminate(): void {
    running.delete(this);
    super.terminate();
  }
}

Object.defineProperty(globalThis, "Worker", {
  value: Object.defineProperty(TrackedWorker, "name", { value: "Worker" }),
  writable: true,
  configurable: true,
});

// An import of a built-in cannot be replaced, but the process announces each of its threads, a tick
// after it was made: one that was terminated by then must not count.
const terminated = new WeakSet<NodeWorker>();
const terminate = NodeWorker.prototype.terminate;
NodeWorker.prototype.terminate = function (this: NodeWorker): Promise<number> {
  terminated.add(this);
  threads.delete(this);
  return terminate.call(this);
};
process.on("worker", (thread: NodeWorker) => {
  if (terminated.has(thread)) return;
  threads.add(thread);
  thread.once("exit", () => threads.delete(thread));
});

// Hooks run last in, first out: a file's own afterAll may still terminate its workers.
Deno.test.afterAll(async () => {
  if (running.size + threads.size === 0) return;
  const stacks = [
    ...running.values(),
    ...[...threads].map((thread) => `    thread ${thread.threadId} of node:worker_threads`),
  ];
  for (const worker of running.keys()) worker.terminate();
  await Promise.all([...threads].map((thread) => thread.terminate()));
  throw new Error(
    `${stacks.length} worker(s) were never terminated, started here:\n${stacks.join("\n\n")}`,
  );
});
