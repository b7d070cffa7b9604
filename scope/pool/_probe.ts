import type { Clock } from "../../_internal/clock.ts";
import { Watch } from "../engine/watch.ts";
import type { Resource } from "../resource.ts";

/** How a value is checked. */
export interface ProbeOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Ends the check as a failure. */
  readonly signal: AbortSignal;
}

/**
 * Asks a resource's health check about a value; resolves to what is wrong, or to nothing. A check
 * that hangs is cut off, and its signal aborts.
 */
export function probe<T>(
  resource: Resource<T>,
  value: T,
  { clock, timeoutMs, signal }: ProbeOptions,
): Promise<{ readonly error: unknown } | undefined> {
  const { promise, resolve } = Promise.withResolvers<{ readonly error: unknown } | undefined>();
  const controller = new AbortController();
  const settle = (failure?: { readonly error: unknown }) => {
    watch.stop();
    signal.removeEventListener("abort", onAbort);
    resolve(failure);
  };
  const cut = (error: unknown) => {
    settle({ error });
    controller.abort(error);
  };
  const onAbort = () => cut(signal.reason);
  const watch = new Watch(clock, () => {
    const message = `Cannot tell the health of "${resource.name}" within ${timeoutMs} ms`;
    cut(new DOMException(message, "TimeoutError"));
  });
  signal.addEventListener("abort", onAbort, { once: true });
  watch.set(clock.monotonic() + timeoutMs);
  ask(resource, value, controller.signal).then(
    (answer) => settle(answer === false ? { error: unhealthy(resource.name) } : undefined),
    (error: unknown) => settle({ error }),
  );
  return promise;
}

/** Async, so that a check that throws rejects. */
async function ask<T>(resource: Resource<T>, value: T, signal: AbortSignal): Promise<unknown> {
  return await resource.health?.(value, { signal });
}

function unhealthy(name: string): Error {
  return new Error(`The health check of "${name}" answered false`);
}
