import { adoptClasses } from "./enforcement/adopt.ts";
import { ancestors, isMarked } from "./enforcement/claims.ts";
import { implementClass } from "./implement.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { union } from "./plan/terms.ts";
import type { DiscoverOptions } from "./registry/discover.ts";
import type { Discovery } from "./registry/discovery.ts";
import type { Constructor } from "./registry/registry_entry.ts";
import { verifyHolder } from "./verification/verify_class.ts";

/**
 * Imports modules for a contract. Classes with a mark have registered themselves by then; exported
 * subclasses of theirs without one are found by what they inherit, and registered here.
 */
export async function discoverClasses(
  plan: ContractPlan,
  urls: Iterable<string | URL>,
  options: DiscoverOptions,
  above: (...args: never[]) => unknown,
): Promise<Discovery> {
  return await plan.registry.discover(urls, {
    ...options,
    onModule: async (module, url) => {
      for (const constructor of unmarkedClasses(plan, module)) {
        // Without a mark nothing knows the line, but the module is the place to look at.
        const site = () => ({ file: url, line: 1, column: 1 });
        implementClass({ plan, site, above }, constructor, {});
      }
      await options.onModule?.(module, url);
    },
  });
}

/** Exported classes that keep a contract by inheritance only; superclasses first. */
function unmarkedClasses(plan: ContractPlan, module: object): Constructor[] {
  const registered = new Set(plan.registry.find(plan.id));
  return Object.values(module).filter((one): one is Constructor => {
    // Not by reading it: to a hooked base that would look like another subclass.
    const prototype: unknown = typeof one === "function"
      ? Object.getOwnPropertyDescriptor(one, "prototype")?.value
      : undefined;
    if (typeof prototype !== "object" || prototype === null || registered.has(one)) return false;
    if (isMarked(prototype, plan)) return false;
    return adoptClasses(prototype).includes(plan) && !isIncomplete(plan, one);
  }).sort((a, b) => depthOf(a) - depthOf(b));
}

function depthOf({ prototype }: Constructor): number {
  return [...ancestors(prototype)].length;
}

/** Whether a class lacks members; then it is taken for one that leaves them to its subclasses. */
export function isIncomplete(plan: ContractPlan, constructor: Constructor): boolean {
  const holder: object = constructor.prototype;
  const source = () => Function.prototype.toString.call(constructor);
  const subject = { holder, side: "members", isAbstract: false, source } as const;
  const findings = verifyHolder(subject, union(plan.lineage));
  return findings.some(({ violation }) => violation.kind === "missing");
}
