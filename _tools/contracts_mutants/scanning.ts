import type { Mutant } from "../mutants.ts";

const MODULE_SCANS = "contracts/base/module_scans.ts";
const PENDING_CLASSES = "contracts/base/pending_classes.ts";
const RUNNING_MODULES = "contracts/base/running_modules.ts";

/** What goes wrong while modules are asked for their classes, and on the list of those not seen. */
export const SCANNING: readonly Mutant[] = [
  {
    file: MODULE_SCANS,
    from: "    if (this.#underWay.has(url)) return;\n",
    to: "",
    breaks: "a module is asked once per class",
  },
  {
    file: MODULE_SCANS,
    from: "    this.#underWay.delete(url);\n",
    to: "",
    breaks: "a module is asked once in its life",
  },
  {
    file: MODULE_SCANS,
    from: "turn < MAX_TURNS && this.#underWay.size > 0",
    to: "this.#underWay.size > 0",
    breaks: "settled() waits for a module that waits for it",
  },
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
