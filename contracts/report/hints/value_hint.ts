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
  const hint = ANSWERS[refused.expected] ?? anyHint(refused);
  return hint === undefined || hint.length > MAX_LENGTH || /[\n\r]/.test(hint) ? undefined : hint;
}

function anyHint({ kind, path, expected, received, parent }: RefusedValue): string | undefined {
  const verb = VERBS[kind] ?? "pass";
  if (expected === "no such property") return `remove "${String(path.at(-1))}"`;
  if (received === undefined) {
    if (/\bnull\b/.test(expected)) return `${verb} null`;
    if (path.length > 1) return absenceHint(kind, path, parent);
    return kind === "result" ? "return a value on every path" : undefined;
  }
  if (received === null) {
    if (/\bundefined\b/.test(expected)) return `leave it out, or ${verb} undefined`;
    return kind === "argument" ? "check for null before the call" : undefined;
  }
  if (isThenable(received)) return AWAIT[kind] ?? AWAIT_FIRST;
  const label = labelOf(path);
  return conversionHint(received, expected, label) ?? limitHint(received, expected, label, verb);
}

/** A property that an array or a promise does not have is a matter of that whole. */
function absenceHint(
  kind: ViolationKind,
  path: readonly PropertyKey[],
  parent: unknown,
): string | undefined {
  const key = path.at(-1)!;
  const label = labelOf(path.slice(0, -1));
  if (typeof parent !== "object" || parent === null || key in parent) return undefined;
  const whole = isThenable(parent)
    ? AWAIT[kind] ?? AWAIT_FIRST
    : conversionHint(parent, "object", label);
  return whole?.replace(/\bit\b/, () => label) ?? `add "${String(key)}" to ${label}`;
}

function labelOf(path: readonly PropertyKey[]): string {
  const label = formatPath(path).replace("static ", "");
  return label.length > MAX_LABEL ? "…" : label;
}
