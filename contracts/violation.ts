/**
 * What kind of promise was broken.
 *
 * At definition: `missing` (no such member), `kind` (not a method, async instead of sync, ...),
 * `arity` (too many required parameters), `sealed` (the class can no longer be changed),
 * `substitution` (an extended contract takes less or promises less than its parent). At run time:
 * `argument`, `result`, `item` (a yielded value), `attribute`, `invariant`, `value` (not an object),
 * `version` (an object of another copy of the contract).
 */
export type ViolationKind =
  | "missing"
  | "kind"
  | "arity"
  | "sealed"
  | "substitution"
  | "argument"
  | "result"
  | "item"
  | "attribute"
  | "invariant"
  | "value"
  | "version";

/**
 * Who has to change something: the one who called, the class that implements the contract, or the
 * subclass that took it over from its parent class and broke it.
 */
export type Blame = "caller" | "implementation" | "subclass";

/** One broken promise, as data; they stand in {@linkcode ContractError.violations}. */
export interface Violation {
  /** What kind of promise was broken. */
  readonly kind: ViolationKind;
  /** The member of the contract, such as `save`, or `static open` for a static one. */
  readonly member: string;
  /** Where the offending value is: the parameter (or member, `result`, `item`), then keys inward. */
  readonly path: readonly PropertyKey[];
  /** What the contract asks for, as text. */
  readonly expected: string;
  /** What was found instead, as text; long values are shortened. */
  readonly received: string;
  /** What to do about it, where that can be said. */
  readonly hint?: string | undefined;
  /** How many violations by the same value follow that are only counted; on the 100th. */
  readonly more?: number | undefined;
}

/** Adds a hint to a violation, if there is one. */
export function hinted(violation: Violation, hint: string | undefined): Violation {
  return hint === undefined ? violation : { ...settled(violation), hint };
}

/** Writes a violation down as plain data: its texts may be looked for only now. */
export function settled(violation: Violation): Violation {
  const { kind, member, path, expected, received, hint, more } = violation;
  return {
    kind,
    member,
    path,
    expected,
    received,
    ...(hint !== undefined && { hint }),
    ...(more !== undefined && { more }),
  };
}

/** Writes a path as code would: `order.tags[1]`, `headers["x-id"]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.map((key, depth) => {
    if (typeof key === "symbol") return `[${key.description ?? "Symbol()"}]`;
    if (depth === 0) return String(key);
    if (typeof key === "number" || /^\d+$/.test(key)) return `[${key}]`;
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
      ? `.${key}`
      : `[${JSON.stringify(key)}]`;
  }).join("");
}
