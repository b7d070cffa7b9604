import { syncMode } from "../engine/mode.ts";
import { Plan } from "../plan/plan.ts";
import { checkCodec } from "./cursor_codec.ts";
import type { PageOptions } from "./page.ts";
import { PagedSource } from "./paged_source.ts";
import { active } from "./resume_class.ts";

/**
 * A plan of pages that begins with a page, where nobody can tell whether the items before it were
 * pulled: items by position or a range, of which some are taken or dropped. Nothing in all other
 * cases, and if there is no such place.
 */
export function jump(
  plan: Plan,
  number: number,
  size: number,
  { codec }: PageOptions,
): Plan | undefined {
  const { kind } = plan.source;
  const start = (number - 1) * size;
  const state = kind === "items" || kind === "range" ? stateAt(plan, start) : undefined;
  if (state === undefined) return undefined;
  const settings = { size, after: undefined, lookahead: true, codec: checkCodec(codec) };
  const from = { plan: "", start, number: number - 1, size, state };
  return Plan.from(new PagedSource(plan, syncMode, settings, from));
}

/** Position of the source and state of the stages after so many items; found from the end on. */
function stateAt(plan: Plan, start: number): number[] | undefined {
  const counts: number[] = [];
  let position = start;
  for (const { kind, amount = 0 } of active(plan.operators()).reverse()) {
    if (kind === "take" && position <= amount) {
      counts.unshift(position);
    } else if (kind === "drop") {
      counts.unshift(amount);
      position += amount;
    } else {
      return undefined;
    }
  }
  const isThere = Number.isSafeInteger(position) && plan.source.open().load?.(position);
  return isThere ? [position, ...counts] : undefined;
}
