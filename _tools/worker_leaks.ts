/**
 * Preloaded into every test file (`deno test --preload`): fails the file when a worker that it
 * started was never terminated. The resource sanitizer does not see workers.
 *
 * @module
 */

/** Workers that were not terminated, each with the stack of its construction. */
const running = new Map<Worker, string>();

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

// Hooks run last in, first out: a file's own afterAll may still terminate its workers.
Deno.test.afterAll(() => {
  if (running.size === 0) return;
  const stacks = [...running.values()];
  for (const worker of running.keys()) worker.terminate();
  throw new Error(
    `${stacks.length} worker(s) were never terminated, started here:\n${stacks.join("\n\n")}`,
  );
});
