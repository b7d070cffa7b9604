import type { Plan } from "../plan/plan.ts";
import type { Source } from "../sources/source.ts";

/**
 * A short name for what a token of a plan is good for: the kinds of its operators, how many items
 * they are about, the labels of `named()` and the kinds of its sources. Callbacks cannot be told
 * apart, so a label is how two plans that differ in nothing else are.
 */
export function fingerprint(plan: Plan): string {
  const parts: unknown[] = [kindOf(plan.source)];
  for (const { kind, amount, others, note } of plan.operators()) {
    if (kind === "hint") continue;
    parts.push(kind, String(amount), kind === "named" ? String(note) : "");
    if (others !== undefined) parts.push(others.map(kindOf));
  }
  return hash(JSON.stringify(parts));
}

function kindOf({ kind, isOneShot, origin }: Source): string {
  if (origin === undefined) return kind ?? (isOneShot ? "once" : "again");
  const befores = origin.befores.map((before) => fingerprint(before as Plan));
  const size = typeof origin.note === "number" ? origin.note : "";
  return [origin.kind, size, ...befores].join(" ");
}

/** FNV-1a, 32 bits: tells texts apart that differ by accident, not those made by an attacker. */
export function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return (sum >>> 0).toString(36);
}
