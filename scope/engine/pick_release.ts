import { formatValue } from "../../_internal/check_option.ts";
import type { ReleaseFunction } from "./held.ts";

/** What drivers call their last method, in the order they are looked for. */
const METHODS = ["end", "close", "quit", "destroy", "terminate", "dispose"];

/** One function for each, shared by all values that are released by it. */
const CALLS: Readonly<Record<string, ReleaseFunction>> = Object.fromEntries(
  METHODS.map((method) => [method, (value: Record<string, () => unknown>) => value[method]!()]),
);

/** The release of a value that says itself how it is disposed of, if it does. */
export function disposerOf(value: unknown): ReleaseFunction | undefined {
  if (value === null || value === undefined) return undefined;
  const disposable = value as Partial<AsyncDisposable & Disposable>;
  if (typeof disposable[Symbol.asyncDispose] === "function") {
    return disposeAsync;
  }
  if (typeof disposable[Symbol.dispose] === "function") {
    return dispose;
  }
  return undefined;
}

const disposeAsync = (value: AsyncDisposable) => value[Symbol.asyncDispose]();
const dispose = (value: Disposable) => value[Symbol.dispose]();

/** The release of a value that is adopted without one. */
export function pickRelease(name: string, value: unknown): ReleaseFunction {
  const disposer = disposerOf(value);
  if (disposer !== undefined) return disposer;
  const methods = Object(value) as Record<string, unknown>;
  const method = METHODS.find((method) => typeof methods[method] === "function");
  if (method === undefined) {
    throw new TypeError(
      `Cannot adopt "${name}" as nothing says how to release it: pass a release function, or a ` +
        `value with Symbol.asyncDispose, Symbol.dispose or one of the methods ` +
        `${METHODS.join(", ")}; current value is ${formatValue(value)}`,
    );
  }
  return CALLS[method]!;
}
