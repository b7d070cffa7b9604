import type { Mutant } from "../mutants.ts";

const HOOKED_BASE = "contracts/base/hooked_base.ts";
const MODULE_SCANS = "contracts/base/module_scans.ts";
const PENDING_CLASSES = "contracts/base/pending_classes.ts";
const RUNNING_MODULES = "contracts/base/running_modules.ts";
const CONTRACT_BASE = "contracts/contract_base.ts";

/** What goes wrong with bases whose subclasses need no mark. */
export const HOOKING: readonly Mutant[] = [
  {
    file: HOOKED_BASE,
    from: "      if (new.target !== last) {",
    to: "      if (last === undefined) {",
    breaks: "only the first class of which an object is created is looked at",
  },
  {
    file: HOOKED_BASE,
    from: "    if (constructor.prototype === base) return;\n",
    to: "",
    breaks: "the base itself is taken for a subclass",
  },
  {
    file: HOOKED_BASE,
    from: "if (this.#refused.has(constructor)) throw this.#refused.get(constructor);",
    to: "",
    breaks: "a refused class is asked again at each new",
  },
  {
    file: HOOKED_BASE,
    from: "if (!this.#seen.has(constructor)) this",
    to: "this",
    breaks: "a class is looked at anew whenever it follows another",
  },
  {
    file: HOOKED_BASE,
    from: "classes.sort((a, b) => depthOf(a.prototype) - depthOf(b.prototype));",
    to: "",
    breaks: "a module's subclasses come before their parents",
  },
  {
    file: HOOKED_BASE,
    from: ") this.#seen.add(constructor);",
    to: ") void 0;",
    breaks: "a class is never done with",
  },
  {
    file: HOOKED_BASE,
    from: "      this.#refused.set(constructor, error);\n",
    to: "",
    breaks: "a refused class is forgotten",
  },
  {
    file: HOOKED_BASE,
    from: "if (token !== undefined) this.pending.refused(token, constructor.name, error);",
    to: "",
    breaks: "a refused class is not listed as such",
  },
  {
    file: HOOKED_BASE,
    from: "    if (token !== undefined) this.pending.seen(token);\n",
    to: "",
    breaks: "a class that was checked stays on the list",
  },
  {
    file: HOOKED_BASE,
    from: "      current = Object.getPrototypeOf(current);\n    }\n    return undefined;",
    to: "      current = null;\n    }\n    return undefined;",
    breaks: "only direct subclasses are known again",
  },
  {
    file: HOOKED_BASE,
    from: "    for (const url of modules) this.scans.start(url);\n",
    to: "",
    breaks: "modules are not asked for their classes",
  },
  {
    file: HOOKED_BASE,
    from: "for (const url of modules) this",
    to: "for (const url of modules.slice(0, 1)) this",
    breaks: "a class that another module exports is not seen",
  },
  {
    file: HOOKED_BASE,
    from: "const token: object = Object.create(prototype);",
    to: "const token: object = prototype;",
    breaks: "all subclasses are taken for one",
  },
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
  {
    file: CONTRACT_BASE,
    from: '          if (via === "module" && isIncomplete(plan, found)) return false;\n',
    to: "",
    breaks: "an exported class without all members is refused",
  },
  {
    file: CONTRACT_BASE,
    from: 'if (via === "module" && isIncomplete(plan, found)) return false;',
    to: "if (isIncomplete(plan, found)) return false;",
    breaks: "an object of a class without all members is created",
  },
  {
    file: CONTRACT_BASE,
    from: "          const isMarked = plan.registry.find(plan.id).includes(found);\n",
    to: "          const isMarked = false;\n",
    breaks: "a marked subclass of a hooked base is registered once more",
  },
  {
    file: CONTRACT_BASE,
    from: "constructor, { abstract: true });",
    to: "constructor, {});",
    breaks: "a hooked base must have all members",
  },
];
