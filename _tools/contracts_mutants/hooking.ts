import type { Mutant } from "../mutants.ts";

const HOOKED_BASE = "contracts/base/hooked_base.ts";
const SUBCLASSES = "contracts/base/subclasses.ts";
const CONTRACT_BASE = "contracts/contract_base.ts";

/** What goes wrong with bases whose subclasses need no mark. */
export const HOOKING: readonly Mutant[] = [
  {
    file: HOOKED_BASE,
    from: "if (new.target !== last && new.target !== lastButOne) {",
    to: "if (last === undefined) {",
    breaks: "only the first class of which an object is created is looked at",
  },
  {
    file: HOOKED_BASE,
    from: "  subclasses.passOver(guarded);\n",
    to: "",
    breaks: "the base itself is taken for a subclass",
  },
  {
    file: HOOKED_BASE,
    from: "new Subclasses(admit, above?.subclasses)",
    to: "new Subclasses(admit)",
    breaks: "a hooked base does not hear of the subclasses of one below it",
  },
  {
    file: HOOKED_BASE,
    from: "holder: above === undefined ? base : guarded,",
    to: "holder: guarded,",
    breaks: "the checks stand in front of the base instead of on it",
  },
  {
    file: SUBCLASSES,
    from: "    this.#above?.passOver(constructor);\n",
    to: "",
    breaks: "a base below another is taken for its subclass",
  },
  {
    file: SUBCLASSES,
    from: "    this.#above?.note(token, extension, modules);\n",
    to: "",
    breaks: "a base does not hear of what extends one below it",
  },
  {
    file: SUBCLASSES,
    from:
      "if (!isObject(prototype) || !Object.prototype.isPrototypeOf.call(base, prototype)) return;",
    to: "if (!isObject(prototype)) return;",
    breaks: "a class that has nothing to do with the base is taken for a subclass",
  },
  {
    file: SUBCLASSES,
    from: "const one = isClass ? constructor as Constructor : target;",
    to: "const one = target;",
    breaks: "a proxy of a class is taken for a class",
  },
  {
    file: SUBCLASSES,
    from: "    if (this.#seen.has(target)) return;\n",
    to: "",
    breaks: "a class is looked at anew whenever it follows others",
  },
  {
    file: SUBCLASSES,
    from: 'if (!this.#seen.has(one)) this.#see(one, "new");',
    to: 'this.#see(one, "new");',
    breaks: "what was seen through a proxy is looked at again",
  },
  {
    file: SUBCLASSES,
    from: "    classes.sort((a, b) => depthOf(a.prototype) - depthOf(b.prototype));\n",
    to: "",
    breaks: "a module's subclasses come before their parents",
  },
  {
    file: SUBCLASSES,
    from: "() => site, via)) this.#seen.add(constructor);",
    to: "() => site, via)) void 0;",
    breaks: "a class that a module has shown is looked at again",
  },
  {
    file: SUBCLASSES,
    from: "this.pending.refused(isDirect ? token : constructor, constructor.name, error);",
    to: "",
    breaks: "a refused class is not listed as such",
  },
  {
    file: SUBCLASSES,
    from: "refused(isDirect ? token : constructor,",
    to: "refused(token,",
    breaks: "a refused class takes the place of the one above it",
  },
  {
    file: SUBCLASSES,
    from: "    this.pending.seen(token);\n",
    to: "",
    breaks: "a class that was checked stays on the list",
  },
  {
    file: SUBCLASSES,
    from: "    this.pending.seen(constructor);\n",
    to: "",
    breaks: "a class that was refused once stays on the list",
  },
  {
    file: SUBCLASSES,
    from: "      current = Object.getPrototypeOf(current);\n    }\n    return undefined;",
    to: "      current = null;\n    }\n    return undefined;",
    breaks: "only direct subclasses are known again",
  },
  {
    file: SUBCLASSES,
    from: "    for (const url of modules) this.scans.start(url);\n",
    to: "",
    breaks: "modules are not asked for their classes",
  },
  {
    file: SUBCLASSES,
    from: "for (const url of modules) this",
    to: "for (const url of modules.slice(0, 1)) this",
    breaks: "a class that another module exports is not seen",
  },
  {
    file: SUBCLASSES,
    from: "const token: object = Object.create(prototype);",
    to: "const token: object = prototype;",
    breaks: "all subclasses are taken for one",
  },
  {
    file: SUBCLASSES,
    from: "() => site, via)",
    to: "() => undefined, via)",
    breaks: "an error does not tell where an unmarked class is defined",
  },
  {
    file: SUBCLASSES,
    from: 'return typeof value === "function" && !this.#seen.has(value) &&',
    to: 'return typeof value === "function" &&',
    breaks: "a class that was seen is looked at again when its module has run",
  },
  {
    file: SUBCLASSES,
    from: "    } catch {\n      // A proxy that lets",
    to: "    } catch (error) {\n      throw error;\n      // A proxy that lets",
    breaks: "an export that cannot be looked at hides the others",
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
    from: "hooked.holder, { abstract: true });",
    to: "hooked.holder, {});",
    breaks: "a hooked base must have all members",
  },
  {
    file: CONTRACT_BASE,
    from: "          if (isMarked(found.prototype, plan)) return true;\n",
    to: "",
    breaks:
      "a marked subclass of a hooked base that is registered elsewhere is registered here too",
  },
  {
    file: CONTRACT_BASE,
    from: "const isRegistered = plan.registry.find(plan.id).includes(found);",
    to: "const isRegistered = false;",
    breaks: "a subclass of a hooked base that stands in the registry is registered once more",
  },
];
