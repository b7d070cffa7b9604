import type { Mutant } from "../mutants.ts";

const SHELF = "contracts/registry/shelf.ts";
const SHELF_INDEX = "contracts/registry/shelf_index.ts";
const OVERLAY = "contracts/registry/overlay.ts";
const LAYER = "contracts/registry/layer.ts";
const REGISTRY = "contracts/registry/registry.ts";

/** What goes wrong in a registry. */
export const REGISTERING: readonly Mutant[] = [
  {
    file: SHELF,
    from: "place: top?.place, load",
    to: "place: undefined, load",
    breaks: "what replaces a class stands behind those of the same version",
  },
  {
    file: SHELF,
    from: "    if (at === stack.length - 1) this.#show(item, swapped);\n",
    to: "",
    breaks: "lookups find a lazy entry when its class is there",
  },
  {
    file: SHELF,
    from: "this.#show(item, stack.at(-1));",
    to: "this.#show(item, undefined);",
    breaks: "lookups do not find what comes back",
  },
  {
    file: SHELF,
    from: "if (at === stack.length) this.#show",
    to: "this.#show",
    breaks: "what is removed from below hides what is on top",
  },
  {
    file: SHELF,
    from: "    if (stack.length === 0) this.#stacks.delete(item.key);\n",
    to: "",
    breaks: "names of which nothing is left stay",
  },
  {
    file: SHELF_INDEX,
    from: "  insert(item: Item): void {\n    this.#forget();",
    to: "  insert(item: Item): void {",
    breaks: "a remembered lookup does not find what was added since",
  },
  {
    file: SHELF_INDEX,
    from: "  remove(item: Item): void {\n    this.#forget();",
    to: "  remove(item: Item): void {",
    breaks: "a remembered lookup finds what was removed since",
  },
  {
    file: SHELF_INDEX,
    from: '[version, ...must].join("\\n")',
    to: 'must.join("\\n")',
    breaks: "a lookup by capability remembers the wrong version",
  },
  {
    file: SHELF_INDEX,
    from: " || a.place - b.place",
    to: "",
    breaks: "of equal versions not the first is preferred",
  },
  {
    file: SHELF_INDEX,
    from: "tested === undefined || item.entry.version !== tested.entry.version",
    to: "tested === undefined",
    breaks: "one version decides for all whether they are in the range",
  },
  {
    file: SHELF_INDEX,
    from: "if (isFitting && isAble(item, capabilities)) kept",
    to: "if (isFitting) kept",
    breaks: "a lookup by several conditions forgets the capabilities",
  },
  {
    file: SHELF_INDEX,
    from: "compareItems(list[middle]!, item) < 0",
    to: "compareItems(list[middle]!, item) > 0",
    breaks: "an entry is put in the wrong place",
  },
  {
    file: OVERLAY,
    from: "compareVersions(item.version, best.version) > 0",
    to: "compareVersions(item.version, best.version) >= 0",
    breaks: "a parent's class goes before the fork's of the same version",
  },
  {
    file: OVERLAY,
    from: "items.find(({ key }) => !this.#hides(contract, key, overlay))",
    to: "items[0]",
    breaks: "what a fork hides is found",
  },
  {
    file: OVERLAY,
    from: "const seen = items.filter(({ key }) => !this.#hides(contract, key, overlay));",
    to: "const seen = items;",
    breaks: "what a fork hides is listed",
  },
  {
    file: OVERLAY,
    from:
      "revoke(test: (item: Item) => boolean): void {\n    for (const overlay of this.#open()) {",
    to:
      "revoke(test: (item: Item) => boolean): void {\n    for (const overlay of [this as Overlay]) {",
    breaks: "what a broken module has left in the parent of a fork stays",
  },
  {
    file: OVERLAY,
    from:
      "    for (const { entry, key } of seen) this.feed.tell(entry.contract, key, entry, undefined);\n",
    to: "",
    breaks: "nobody hears of what goes with a fork",
  },
  {
    file: OVERLAY,
    from: "end === -1 ? this.#chain : this.#chain.slice(0, end)",
    to: "this.#chain",
    breaks: "a fork lists what stood in a parent that is disposed",
  },
  {
    file: OVERLAY,
    from: "      if (overlay.isClosed) break;\n",
    to: "",
    breaks: "a fork finds what stood in a parent that is disposed",
  },
  {
    file: OVERLAY,
    from: "if (overlay.#has(contract, key)) return true;",
    to: "",
    breaks: "a fork hides nothing",
  },
  {
    file: LAYER,
    from: "    if (query.version !== undefined) compile(query.version);\n",
    to: "",
    breaks: "a range is not read where nothing is registered",
  },
  {
    file: REGISTRY,
    from: "{ onDuplicate: this.#onDuplicate, ...options }",
    to: "options",
    breaks: "a fork does not know what its parent does about duplicates",
  },
  {
    file: REGISTRY,
    from: "    fork.#modes = new ModeSwitch(options.mode, options.onViolation, this.#modes);\n",
    to: "",
    breaks: "a fork does not follow the mode of its parent",
  },
  {
    file: REGISTRY,
    from: "      else overlay.remove(lazy);\n",
    to: "",
    breaks: "a lazy entry stays beside the class that has registered itself",
  },
  {
    file: REGISTRY,
    from: "const classes = entries.filter(({ loaded }) => loaded).length;",
    to: "const classes = entries.length;",
    breaks: "lazy entries count as classes",
  },
  {
    file: REGISTRY,
    from: "options.replay === true ? this : []",
    to: "this",
    breaks: "every listener hears of what stands already",
  },
  {
    file: REGISTRY,
    from: "options.onDuplicate ?? this.#onDuplicate",
    to: "this.#onDuplicate",
    breaks: "an addition cannot say what to do about a duplicate",
  },
];
