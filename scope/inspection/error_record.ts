import { checkInteger, checkKeys, formatValue } from "../../_internal/check_option.ts";

/** An error as plain data: what it says and everything that it wraps. */
export interface ErrorRecord {
  /** Its name, or the kind of what was thrown and is no error, as `"string"`. */
  readonly type: string;
  /** Its message; what is no error, as text. */
  readonly message: string;
  /** Its code, where it has one, as `"ECONNREFUSED"` or `"57P01"`. */
  readonly code?: string | number;
  /** Its stack, where it has one. */
  readonly stack?: string;
  /** Which field of the error around it holds it; missing at the top. */
  readonly relation?: ErrorRelation;
  /** Path of the resource that it is about, inside a `ReleaseError` or an `AcquireError`. */
  readonly path?: string;
  /** It stands further up in the same record, in full. */
  readonly repeated?: true;
  /** What it wraps, in the order in which it was thrown. */
  readonly causes: readonly ErrorRecord[];
  /** How many it wraps besides, where there were too many. */
  readonly omitted?: number;
}

/** How an error is held by the one around it. */
export type ErrorRelation = "cause" | "errors" | "suppressed" | "error";

/** Options of {@linkcode toErrorRecord}. */
export interface ErrorRecordOptions {
  /**
   * Errors in all, the first included; the others are counted. An integer from 1 to 1000.
   *
   * @default {100}
   */
  readonly maxErrors?: number;
}

/** A record that is being filled. */
type Draft = { -readonly [Key in keyof ErrorRecord]: ErrorRecord[Key] } & { causes: ErrorRecord[] };

/** An error inside another. */
interface Inner {
  readonly error: unknown;
  readonly relation: ErrorRelation;
  readonly path?: string;
}

/**
 * Unfolds an error into plain data that any logger can write: `cause`, the `errors` of an
 * `AggregateError`, and the two errors of a `SuppressedError`, which most consoles and loggers do not
 * show. A chain of suppressed errors becomes one list, the first that was thrown at its head.
 *
 * An error that wraps itself, or is met twice, is told once. Getters and proxies that throw are
 * taken as missing: this never throws because of the error.
 *
 * @example What a `using` declaration hides
 * ```ts
 * import { toErrorRecord } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const error = new SuppressedError(new Error("lock is gone"), new Error("disk is full"));
 * assert.deepEqual(
 *   toErrorRecord(error).causes.map(({ relation, message }) => [relation, message]),
 *   [["suppressed", "disk is full"], ["error", "lock is gone"]],
 * );
 * ```
 * @throws {TypeError} If an option has the wrong type or does not exist.
 * @throws {RangeError} If `maxErrors` is out of range.
 */
export function toErrorRecord(error: unknown, options: ErrorRecordOptions = {}): ErrorRecord {
  const action = "unfold the error";
  checkKeys(action, options, ["maxErrors"]);
  return unfold(error, checkMaxErrors(action, options.maxErrors));
}

/** Bounded, as a record nests as deep as the errors do and whoever writes it may be recursive. */
export function checkMaxErrors(action: string, maxErrors: number = 100): number {
  return checkInteger(action, "maxErrors", maxErrors, 1, 1_000);
}

/** Level by level, so that one long branch does not leave the others untold. */
export function unfold(error: unknown, maxErrors: number): ErrorRecord {
  const top = draft(error);
  const level: { readonly value: unknown; readonly record: Draft }[] = [{
    value: error,
    record: top,
  }];
  const seen = new Set<unknown>([error]);
  for (const { value, record } of level) {
    const inners = innerErrors(value);
    const left = Math.min(inners.length, maxErrors - level.length);
    for (const inner of inners.slice(0, left)) {
      const repeated = isObject(inner.error) && seen.has(inner.error);
      const cause = repeated ? mention(inner.error) : draft(inner.error);
      cause.relation = inner.relation;
      if (inner.path !== undefined) cause.path = inner.path;
      record.causes.push(cause);
      if (repeated) Object.freeze(Object.freeze(cause).causes);
      else level.push({ value: inner.error, record: cause });
      seen.add(inner.error);
    }
    if (left < inners.length) record.omitted = inners.length - left;
    Object.freeze(Object.freeze(record).causes);
  }
  return top;
}

function draft(error: unknown): Draft {
  const record: Draft = { type: errorType(error), message: messageOf(error), causes: [] };
  if (!isObject(error)) return record;
  // That of a DOMException is a number of old that says no more than its name.
  const code = attempt(() => error instanceof DOMException, false)
    ? undefined
    : read(error, "code");
  if (typeof code === "string" || typeof code === "number") record.code = code;
  const stack = read(error, "stack");
  if (typeof stack === "string") record.stack = stack;
  return record;
}

function mention(error: unknown): Draft {
  return { type: errorType(error), message: messageOf(error), repeated: true, causes: [] };
}

/**
 * The name of an error, for `error.type` and for people. One that calls itself just `Error` goes by
 * the name of its class.
 */
export function errorType(error: unknown): string {
  if (!isObject(error)) return error === null ? "null" : typeof error;
  const name = read(error, "name");
  const isTelling = typeof name === "string" && name !== "" && typeof error !== "function";
  if (isTelling && name !== "Error") return name;
  const prototype = read(error, "constructor");
  const className = isObject(prototype) ? read(prototype, "name") : undefined;
  if (typeof className === "string" && className !== "") return className;
  return isTelling ? name : typeof error;
}

function messageOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (!isObject(error)) return String(error);
  const message = read(error, "message");
  if (typeof message === "string") return message;
  return attempt(() => describeObject(error), "cannot be read");
}

/** The fields of an object that was thrown although it is no error; one level, ten of them. */
function describeObject(value: object): string {
  if (typeof value === "function" || Array.isArray(value)) return formatValue(value);
  const keys = Object.keys(value);
  const fields = keys.slice(0, 10).map((key) => `${key}: ${formatValue(read(value, key))}`);
  if (keys.length > 10) fields.push(`and ${keys.length - 10} more`);
  return fields.length === 0 ? formatValue(value) : `{ ${fields.join(", ")} }`;
}

/** What an error wraps, in the order in which it was thrown. */
function innerErrors(error: unknown): Inner[] {
  if (!isObject(error)) return [];
  if (isSuppressed(error)) return suppressedErrors(error);
  const inners: Inner[] = [];
  const cause = read(error, "cause");
  if (cause !== undefined) inners.push({ error: cause, relation: "cause" });
  const errors = listOf(read(error, "errors"));
  const paths = errors.length > 0 ? listOf(read(error, "resources")) : [];
  errors.forEach((inner, index) => {
    const path = paths[index];
    const where = typeof path === "string" ? { path } : undefined;
    inners.push({ error: inner, relation: "errors", ...where });
  });
  return inners;
}

/** By its fields, as compilers bring a class of their own where the platform has none. */
function isSuppressed(error: object): boolean {
  return attempt(() => Object.hasOwn(error, "error") && Object.hasOwn(error, "suppressed"), false);
}

/** The whole chain, the first that was thrown at its head; a loop, as chains are as long as stacks. */
function suppressedErrors(error: object): Inner[] {
  const inners: Inner[] = [];
  const chain = new Set<unknown>();
  let at: unknown = error;
  while (isObject(at) && isSuppressed(at) && !chain.has(at)) {
    chain.add(at);
    const relation = inners.length === 0 ? "error" : "suppressed";
    inners.push({ error: read(at, "error"), relation });
    at = read(at, "suppressed");
  }
  inners.push({ error: at, relation: "suppressed" });
  return inners.reverse();
}

function listOf(value: unknown): unknown[] {
  return attempt(() => Array.isArray(value) ? [...value] : [], []);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function read(value: object, key: string): unknown {
  return attempt(() => (value as Record<string, unknown>)[key], undefined);
}

/** Errors may be hostile, by design or by accident: a getter or a proxy that throws. */
function attempt<T>(action: () => T, fallback: T): T {
  try {
    return action();
  } catch {
    return fallback;
  }
}
