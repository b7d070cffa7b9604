import { didYouMean } from "../_internal/did_you_mean.ts";
import { GraphCycleError } from "./errors.ts";

/** The names of a graph and who waits for whom; never holds a cycle. */
export class GraphEdges {
  readonly #parents = new Map<string, Set<string>>();

  /** Names in the order they were added. */
  get names(): readonly string[] {
    return [...this.#parents.keys()];
  }

  /** The parents of a name. */
  parents(name: string): ReadonlySet<string> {
    return this.#parents.get(name) ?? new Set();
  }

  /**
   * Adds a name with its parents, which exist.
   *
   * @throws {RangeError} If the name is taken or a parent does not exist.
   */
  add(name: string, parents: readonly string[]): void {
    if (this.#parents.has(name)) {
      throw new RangeError(
        `Cannot add ${JSON.stringify(name)} as the graph has a task of that name: choose another`,
      );
    }
    for (const parent of parents) this.#require(parent);
    this.#parents.set(name, new Set(parents));
  }

  /**
   * Makes `child` wait for `parent`.
   *
   * @throws {RangeError} If one of them does not exist.
   * @throws {GraphCycleError} If `parent` waits for `child`.
   */
  connect(child: string, parent: string): void {
    this.#require(child);
    this.#require(parent);
    const path = this.#path(parent, child);
    if (path !== undefined) throw new GraphCycleError([child, ...path]);
    this.#parents.get(child)!.add(parent);
  }

  /** The way from a name up to one of its ancestors, both included, if it is one. */
  #path(from: string, ancestor: string): string[] | undefined {
    const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
    const open = [from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (name === ancestor) {
        const path: string[] = [];
        for (let at: string | undefined = name; at !== undefined; at = cameFrom.get(at)) {
          path.unshift(at);
        }
        return path;
      }
      for (const parent of this.parents(name)) {
        if (cameFrom.has(parent)) continue;
        cameFrom.set(parent, name);
        open.push(parent);
      }
    }
    return undefined;
  }

  #require(name: string): void {
    if (this.#parents.has(name)) return;
    const guess = didYouMean(name, this.#parents.keys());
    const hint = guess === undefined ? "add it first" : `use ${JSON.stringify(guess)}`;
    throw new RangeError(
      `Cannot add the edge as the graph has no task ${JSON.stringify(name)}: ${hint}`,
    );
  }
}
