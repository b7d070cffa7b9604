import type { TaskContext } from "../executor.ts";

export function add(input: { a: number; b: number }): number {
  return input.a + input.b;
}

export function fail(message: string): never {
  throw Object.assign(new RangeError(message, { cause: new Error("root") }), { code: "E_FAIL" });
}

/** Dies silently half-way of its first attempt, as a thread that was closed does. */
export async function dieOnce(value: number, context: TaskContext): Promise<number> {
  if (context.attempt === 1) {
    context.progress("half-way");
    (globalThis as unknown as { close(): void }).close();
    await new Promise(() => {});
  }
  return value;
}

export function dieAlways(): Promise<never> {
  (globalThis as unknown as { close(): void }).close();
  return new Promise(() => {});
}

/** Returns, and dies before the scheduler can have sent anything else. */
export function answerAndDie(value: number): number {
  queueMicrotask(() => queueMicrotask(() => (globalThis as unknown as { close(): void }).close()));
  return value;
}

/** Computes without a turn of the event loop until it is told to stop. */
export function computeUntilTold(limitMs: number, context: TaskContext): string {
  context.progress("computing");
  const endMs = performance.now() + limitMs;
  while (performance.now() < endMs) context.throwIfCancelled();
  return "was not told";
}

/** Computes deaf to everything, but not for ever. */
export function computeDeaf(forMs: number, context: TaskContext): string {
  context.progress("computing");
  const endMs = performance.now() + forMs;
  while (performance.now() < endMs);
  return "done";
}

export function waitForSignal(_input: undefined, context: TaskContext): Promise<never> {
  context.progress("waiting");
  return new Promise((_resolve, reject) => {
    context.signal.addEventListener("abort", () => reject(context.signal.reason), { once: true });
  });
}

/** Leaves an error that nobody can catch. */
export function stray(): Promise<never> {
  setTimeout(() => {
    throw new Error("left behind");
  }, 0);
  return new Promise(() => {});
}

export function returnFunction(): unknown {
  return () => {};
}

export function whereAmI(): string {
  return (globalThis as unknown as { name: string }).name;
}

export function throwOddName(name: string): never {
  throw Object.assign(new Error("odd"), { name });
}

export function throwBare(): never {
  throw Object.assign(Object.create(null), { call() {} });
}

/** Posts a message of its own where only the host should. */
export function post(message: unknown): string {
  (globalThis as unknown as { postMessage(message: unknown): void }).postMessage(message);
  return "posted";
}

/** Counts its runs where the other side can see them. */
export function countRun(runs: Int32Array<SharedArrayBuffer>): number {
  return Atomics.add(runs, 0, 1) + 1;
}
