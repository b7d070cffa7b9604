import { optionMessage } from "../../_internal/check_option.ts";
import { checkResource, type Resource } from "../resource.ts";
import type { GraphNode } from "./graph_node.ts";

/** One resource of a call, and how far it is. */
export interface Step {
  readonly resource: Resource<unknown>;
  /** By the keys in `resource.needs`. */
  readonly needs: Map<string, Step>;
  readonly neededBy: Step[];
  /** How many of `needs` have not arrived. */
  missing: number;
  /** What stands for it, once it is begun. */
  node: GraphNode | undefined;
}

/** Every resource of a call once, each after what it needs. */
export interface Plan {
  readonly steps: readonly Step[];
  /** What was asked for, by key. */
  readonly roots: ReadonlyMap<string, Step>;
}

/**
 * Walks resources and what they need, depth first and without recursion.
 *
 * @throws {TypeError} If something is no resource, or resources need each other in a cycle.
 */
export function planGraph(action: string, resources: unknown): Plan {
  if (typeof resources !== "object" || resources === null || Array.isArray(resources)) {
    const rule = "an object of resources by name";
    throw new TypeError(optionMessage(action, "resources", rule, resources));
  }
  const walk = new Walk(action);
  const roots = new Map<string, Step>();
  for (const [key, resource] of Object.entries(resources)) {
    roots.set(key, walk.visit(resource, `resources.${key}`));
  }
  return { steps: walk.steps, roots };
}

/** A step on the way down, and what it needs that has not been looked at. */
interface Frame {
  readonly step: Step;
  readonly left: [string, Resource<unknown>][];
}

class Walk {
  readonly steps: Step[] = [];
  readonly #action: string;
  readonly #known: Map<unknown, Step> = new Map();

  constructor(action: string) {
    this.#action = action;
  }

  visit(resource: Resource<unknown>, name: string): Step {
    const known = this.#known.get(resource);
    if (known !== undefined) return known;
    const path = [this.#enter(resource, name)];
    const onPath = new Set<unknown>([resource]);
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const need = frame.left.pop();
      if (need === undefined) {
        this.steps.push(frame.step);
        onPath.delete(frame.step.resource);
        path.pop();
        continue;
      }
      const [key, needed] = need;
      if (onPath.has(needed)) throw this.#cycle(path, needed);
      let step = this.#known.get(needed);
      if (step === undefined) {
        const below = this.#enter(needed, `${frame.step.resource.name}.needs.${key}`);
        path.push(below);
        onPath.add(needed);
        step = below.step;
      }
      frame.step.needs.set(key, step);
      frame.step.missing++;
      step.neededBy.push(frame.step);
    }
    return this.#known.get(resource)!;
  }

  #enter(resource: Resource<unknown>, name: string): Frame {
    checkResource(this.#action, resource, name);
    const needs = Object.entries(resource.needs ?? {}) as [string, Resource<unknown>][];
    const step = { resource, needs: new Map(), neededBy: [], missing: 0, node: undefined };
    this.#known.set(resource, step);
    return { step, left: needs.reverse() };
  }

  #cycle(path: readonly Frame[], again: Resource<unknown>): TypeError {
    const from = path.findIndex(({ step }) => step.resource === again);
    const names = path.slice(from).map(({ step }) => step.resource.name);
    const shown = names.length <= NAMED ? names : [
      ...names.slice(0, NAMED / 2),
      `(${names.length - NAMED} more)`,
      ...names.slice(-NAMED / 2),
    ];
    return new TypeError(
      `Cannot ${this.#action} as they need each other in a cycle: ` +
        [...shown, again.name].join(" → "),
    );
  }
}

/** Longer cycles are shown with a gap. */
const NAMED = 10;
