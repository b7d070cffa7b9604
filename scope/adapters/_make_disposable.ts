import { optionMessage } from "../../_internal/check_option.ts";

/** Checks that a value has the methods that an adapter calls. */
export function checkMethods(
  action: string,
  name: string,
  value: unknown,
  methods: readonly string[],
): void {
  const object = Object(value) as Record<string, unknown>;
  if (object === value && methods.every((method) => typeof object[method] === "function")) return;
  const rule = `an object with the methods ${methods.join(", ")}`;
  throw new TypeError(optionMessage(action, name, rule, value));
}

/** Gives a value a `Symbol.dispose` and returns it. */
export function makeDisposable<T extends object>(value: T, dispose: () => void): T & Disposable {
  return define(value, Symbol.dispose, dispose) as T & Disposable;
}

/** Gives a value a `Symbol.asyncDispose` that runs once, and returns the value. */
export function makeAsyncDisposable<T extends object>(
  value: T,
  dispose: () => Promise<void>,
): T & AsyncDisposable {
  return define(value, Symbol.asyncDispose, once(dispose)) as T & AsyncDisposable;
}

/** The same promise for every caller, so that a second one waits for the first. */
export function once(run: () => Promise<void>): () => Promise<void> {
  let outcome: Promise<void> | undefined;
  return () => outcome ??= run();
}

/** Not enumerable, as a method of the platform would be; a second adapter replaces the first. */
export function define<T extends object>(value: T, key: PropertyKey, method: unknown): T {
  return Object.defineProperty(value, key, { value: method, configurable: true, writable: true });
}
