import type { ContractPlan } from "./plan/plan.ts";
import type { Registry } from "./registry/registry.ts";
import type { Constructor } from "./registry/registry_entry.ts";
import type { LazySite } from "./report/call_site.ts";

/** How a class is to be registered. */
export interface Registration {
  readonly name?: string;
  readonly version?: string;
  readonly capabilities?: readonly string[];
  readonly registry?: Registry;
}

/**
 * Registers a class for a contract and for what that extends, under one name: everywhere or nowhere.
 *
 * @returns A handle that removes it again.
 */
export function registerClass(
  plan: ContractPlan,
  constructor: Constructor,
  options: Registration,
  className: string | undefined,
  site: LazySite,
): Disposable {
  const handles: Disposable[] = [];
  const undo = () => handles.toReversed().forEach((handle) => handle[Symbol.dispose]());
  const { capabilities } = options;
  let name = options.name ?? className;
  try {
    for (const { id, version: contractVersion, registry: own } of plan.lineage) {
      const registry = options.registry ?? own;
      name ??= anonymousName(registry, id, constructor);
      handles.push(registry.add({
        contract: id,
        class: constructor,
        name,
        version: options.version ?? contractVersion,
        capabilities: capabilities === undefined
          ? plan.capabilities
          : [...plan.capabilities, ...capabilities],
        site,
      }));
    }
  } catch (error) {
    undo();
    throw error;
  }
  return { [Symbol.dispose]: undo };
}

/** The name that an anonymous class has already, or the first that is free. */
function anonymousName(registry: Registry, id: string, constructor: Constructor): string {
  const names = new Set<string>();
  for (const entry of registry) {
    if (entry.contract !== id) continue;
    if (entry.class === constructor) return entry.name;
    names.add(entry.name);
  }
  let number = 1;
  while (names.has(`anonymous-${number}`)) number++;
  return `anonymous-${number}`;
}
