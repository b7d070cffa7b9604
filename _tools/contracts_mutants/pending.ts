import type { Mutant } from "../mutants.ts";

const PENDING_CLASSES = "contracts/base/pending_classes.ts";
const RUNNING_MODULES = "contracts/base/running_modules.ts";

/** What goes wrong with the list of subclasses that were never seen. */
export const PENDING: readonly Mutant[] = [
  {
    file: PENDING_CLASSES,
    from: "    place.count--;\n",
    to: "",
    breaks: "what was seen is still counted",
  },
  {
    file: PENDING_CLASSES,
    from: "if (place.count === 0) this.#places.delete(place.key);",
    to: "this.#places.delete(place.key);",
    breaks: "one class that is seen strikes off all of its place",
  },
  {
    file: PENDING_CLASSES,
    from: "if (place.count === 0) this.#places.delete(place.key);",
    to: "",
    breaks: "places without classes stay on the list",
  },
  {
    file: PENDING_CLASSES,
    from: "    this.seen(token);\n    const { site",
    to: "    const { site",
    breaks: "a refused class is listed as unseen too",
  },
  {
    file: PENDING_CLASSES,
    from: 'key === "" || this.#places.size >= MAX_PLACES',
    to: 'key === ""',
    breaks: "the list of places grows without end",
  },
  {
    file: PENDING_CLASSES,
    from: 'key === "" || this.#places.size >= MAX_PLACES',
    to: "this.#places.size >= MAX_PLACES",
    breaks: "classes without a place take one each",
  },
  {
    file: PENDING_CLASSES,
    from: "Object.freeze({",
    to: "({",
    breaks: "an entry of the list can be changed",
  },
  {
    file: RUNNING_MODULES,
    from: "const name = frame.isEval() ? undefined : frame",
    to: "const name = frame",
    breaks: "evaluated code passes for the module that it is named after",
  },
  {
    file: RUNNING_MODULES,
    from: "frames.slice(0, written + 1)",
    to: "frames.slice(0, 1)",
    breaks: "all classes of evaluated code share one place",
  },
  {
    file: RUNNING_MODULES,
    from:
      '    if (own !== undefined) Reflect.defineProperty(host, "prepareStackTrace", own);\n    else ',
    to: "    ",
    breaks: "what the host does with stacks is undone",
  },
  {
    file: RUNNING_MODULES,
    from: '    else Reflect.deleteProperty(host, "prepareStackTrace");\n',
    to: "",
    breaks: "every stack of the program stays without text",
  },
  {
    file: RUNNING_MODULES,
    from: " && /^(file|https?|data|blob):/.test(name)",
    to: "",
    breaks: "code that has no address is imported",
  },
];
