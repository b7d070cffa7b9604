import type { Mutant } from "../mutants.ts";

const ON_DUPLICATE = "contracts/registry/on_duplicate.ts";
const REGISTRY_FEED = "contracts/registry/registry_feed.ts";
const REGISTRY_ADDITION = "contracts/registry/registry_addition.ts";
const REGISTRY_QUERY = "contracts/registry/registry_query.ts";
const REGISTRY_MESSAGES = "contracts/registry/registry_messages.ts";
const RANGE_CACHE = "contracts/registry/range_cache.ts";

/** What goes wrong with additions, listeners and messages of a registry. */
export const ANNOUNCING: readonly Mutant[] = [
  {
    file: ON_DUPLICATE,
    from: "  if (added.loaded && !existing.loaded) return true;\n",
    to: "",
    breaks: "a lazy entry keeps its class out",
  },
  {
    file: ON_DUPLICATE,
    from: "  if (existing.loaded && existing.class === added.class) return false;\n",
    to: "",
    breaks: "a class that is added twice is refused",
  },
  {
    file: ON_DUPLICATE,
    from: 'choice === "throw" && added.loaded === existing.loaded',
    to: 'choice === "throw"',
    breaks: "a lazy entry is refused where its class stands",
  },
  {
    file: ON_DUPLICATE,
    from: 'return choice === "replace";',
    to: 'return choice !== "throw";',
    breaks: "what is to be kept is replaced",
  },
  {
    file: REGISTRY_FEED,
    from: "    if (!subscription.isActive) return;\n",
    to: "",
    breaks: "a listener hears on after it was taken away",
  },
  {
    file: REGISTRY_FEED,
    from: "if (!feed.#hides(contract, key)) feed",
    to: "feed",
    breaks: "a fork hears of what it hides",
  },
  {
    file: REGISTRY_FEED,
    from: "    if (this.#isDelivering) return;\n",
    to: "",
    breaks: "a listener hears of what it changes itself before what came first",
  },
  {
    file: REGISTRY_FEED,
    from: "      if (isThenable(outcome)) outcome.then(undefined, failed);\n",
    to: "",
    breaks: "the promise of a listener ends the program",
  },
  {
    file: REGISTRY_FEED,
    from: "if (!this.isHeard || before === after) return;",
    to: "if (!this.isHeard) return;",
    breaks: "listeners hear of what has not changed",
  },
  {
    file: REGISTRY_FEED,
    from: "  #disconnect(): void {\n    if (this.isHeard) return;",
    to: "  #disconnect(): void {",
    breaks: "a fork with listeners left is cut off",
  },
  {
    file: REGISTRY_ADDITION,
    from: "    Object.freeze(this);\n",
    to: "",
    breaks: "an entry can be changed",
  },
  {
    file: REGISTRY_ADDITION,
    from: "version !== undefined && !isVersion(version)",
    to: "false",
    breaks: "any text passes for a version of a class",
  },
  {
    file: REGISTRY_QUERY,
    from: 'names.every((each) => typeof each === "string" && each !== "")',
    to: "true",
    breaks: "anything passes for a capability",
  },
  {
    file: REGISTRY_QUERY,
    from: 'key !== "version" && key !== "name" && key !== "capability"',
    to: "false",
    breaks: "a misspelt condition finds everything",
  },
  {
    file: REGISTRY_MESSAGES,
    from: "otherVersions.length === 0",
    to: "false",
    breaks: "a miss is always a matter of the version",
  },
  {
    file: REGISTRY_MESSAGES,
    from: "if (given === undefined || known.includes(given)) return undefined;",
    to: "if (given === undefined) return undefined;",
    breaks: "a name that is right is guessed at",
  },
  {
    file: REGISTRY_MESSAGES,
    from: "known.slice(0, MAX_LISTED).map",
    to: "known.map",
    breaks: "a miss lists everything",
  },
  {
    file: RANGE_CACHE,
    from: "      this.#young = new Map();\n",
    to: "",
    breaks: "ranges are kept for ever",
  },
  {
    file: REGISTRY_ADDITION,
    from: "Object.freeze([...new Set(checked)])",
    to: "[...new Set(checked)]",
    breaks: "the capabilities of an entry can be changed",
  },
  {
    file: REGISTRY_ADDITION,
    from: "Object.freeze([...new Set(checked)])",
    to: "Object.freeze([...checked])",
    breaks: "a capability that is named twice counts twice",
  },
];
