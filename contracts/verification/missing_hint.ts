import { didYouMean } from "../../_internal/did_you_mean.ts";
import { KIND_PREFIX } from "../plan/method_kind.ts";
import type { MemberPlan } from "../plan/plan.ts";

/** Where a member is missing. */
export interface MissingPlace {
  /** What should have it: a prototype, a class for static members, or an object. */
  readonly holder: object;
  /** What may have it instead: the class for a prototype, and the other way round. */
  readonly counterpart?: object | undefined;
  /** Keys of all members of the contract. */
  readonly names: readonly PropertyKey[];
  /** The text of the class. */
  readonly source?: string;
}

/**
 * Looks for the reason why a member is not there: it is on the other side, private, a field, or under
 * another name; else the line to add.
 */
export function missingHint(
  member: MemberPlan,
  { holder, counterpart, names, source = "" }: MissingPlace,
): string | undefined {
  const { key, label, form } = member;
  const isStatic = label.startsWith("static ");
  // Every class has some of its own, such as its name.
  const isBuiltIn = Object.hasOwn(class {}, key);
  if (counterpart !== undefined && !isBuiltIn && Object.hasOwn(counterpart, key)) {
    return isStatic ? `add "static" to "${name(key)}"` : `remove "static" from "${name(key)}"`;
  }
  if (typeof key === "string") {
    const literally = key.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    const isField = new RegExp(`(?:^|[\\s;{}])${literally}\\s*=[^=>]`).test(source);
    if (isField && isStatic) return "put the block with implement() below the static fields";
    if (isField && form === "method") return `turn the field "${key}" into a method`;
    const isPrivate = new RegExp(`#${literally}\\s*[(=;]`).test(source);
    if (isPrivate && !isField) return `rename "#${key}" to "${key}"`;
    const meant = didYouMean(key, ownNames(holder).filter((other) => !names.includes(other)));
    if (meant !== undefined) return `rename "${meant}" to "${key}"`;
  }
  const stub = `add ${stubOf(member)}`;
  return stub.length > 70 ? undefined : stub;
}

/** The first line of a member: `async save(order, retries)`. */
function stubOf({ label, key, ...member }: MemberPlan): string {
  const before = label.startsWith("static ") ? "static " : "";
  if (member.form === "method") {
    return `${before}${KIND_PREFIX[member.kind]}${name(key)}(${member.names.join(", ")})`;
  }
  if (member.kind === "any") return before + name(key);
  const halves = member.kind === "accessor" ? ["getter", "setter"] : [member.kind];
  return halves.map((half) => {
    return before + (half === "setter" ? `set ${name(key)}(value)` : `get ${name(key)}()`);
  }).join(" and ");
}

function name(key: PropertyKey): string {
  return typeof key === "symbol" ? `[${key.description ?? "symbol"}]` : String(key);
}

function ownNames(holder: object): string[] {
  const found: string[] = [];
  for (let current = holder; current !== null && !ROOTS.has(current);) {
    found.push(...Object.getOwnPropertyNames(current).filter((name) => name !== "constructor"));
    current = Object.getPrototypeOf(current);
  }
  return found;
}

const ROOTS: ReadonlySet<object> = new Set([Object.prototype, Function.prototype]);
