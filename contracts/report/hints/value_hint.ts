import { isThenable } from "../../../_internal/is_thenable.ts";
import { formatPath, type ViolationKind } from "../../violation.ts";
import { conversionHint } from "./conversion.ts";
import { limitHint } from "./limit_hint.ts";

/** A value that is refused: where it stands, what is asked for there, what stands there. */
export interface RefusedValue {
  /** What kind of promise it breaks. */
  readonly kind: ViolationKind;
  /** The way to it. */
  readonly path: readonly PropertyKey[];
  /** What is asked for, in the words of any library. */
  readonly expected: string;
  /** The value. */
  readonly received: unknown;
  /** The object that holds it, if it stands inside of one. */
  readonly parent?: unknown;
}

/** Hints are one short line. */
const MAX_LENGTH = 70;

/** Longer names of values are left out of hints. */
const MAX_LABEL = 40;

const VERBS: Partial<Record<ViolationKind, string>> = {
  result: "return",
  item: "yield",
  attribute: "set",
};

const AWAIT: Partial<Record<ViolationKind, string>> = {
  argument: "await it before the call",
  result: 'return the value itself, or say kind: "async" in the contract',
  item: "await it before the yield",
};

const AWAIT_FIRST = "await it first";

/** What a method has to be in order to answer with one of these. */
const ANSWERS: Readonly<Record<string, string>> = {
  "a promise": 'add "async" to the method',
  "an iterator": 'add "*" to the method, and yield the items',
  "an async iterator": 'add "async *" to the method, and yield the items',
};

/**
 * Says what to do about a refused value, where its form and what is asked for tell: one line in the
 * imperative. Reads the words of `expected`, so that it serves the schemas of all libraries.
 */
export function valueHint(refused: RefusedValue): string | undefined {
  const { kind, path, expected, received } = refused;
  const hint = ANSWERS[expected] ?? rawHint(refused);
  // A property that an array or a map does not have is a matter of that whole.
  const isAbsent = received === undefined && path.length > 1;
  const label = formatPath(isAbsent ? path.slice(0, -1) : path);
  const text = hint?.replaceAll("_", () => label.length > MAX_LABEL ? "…" : label)
    .replace("!", VERBS[kind] ?? "pass");
  return text === undefined || text.length > MAX_LENGTH ? undefined : text;
}

function rawHint({ kind, path, expected, received, parent }: RefusedValue): string | undefined {
  if (expected === "no such property") return `remove "${String(path.at(-1))}"`;
  if (received === undefined) {
    if (/\bnull\b/.test(expected)) return "! null";
    if (path.length > 1) return absenceHint(kind, path.at(-1)!, parent);
    return kind === "result" ? "return a value on every path" : undefined;
  }
  if (received === null) {
    if (/\bundefined\b/.test(expected)) return "leave it out, or ! undefined";
    return kind === "argument" ? "check for null before the call" : undefined;
  }
  if (isThenable(received)) return AWAIT[kind] ?? AWAIT_FIRST;
  return conversionHint(received, expected) ?? limitHint(received, expected);
}

function absenceHint(kind: ViolationKind, key: PropertyKey, parent: unknown): string | undefined {
  if (typeof parent !== "object" || parent === null || key in parent) return undefined;
  if (isThenable(parent)) return (AWAIT[kind] ?? AWAIT_FIRST).replace("await it", "await _");
  return conversionHint(parent, "object")?.replace("it:", "_:") ?? `add "${String(key)}" to _`;
}
