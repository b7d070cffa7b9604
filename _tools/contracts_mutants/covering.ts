import type { Mutant } from "../mutants.ts";

const SLOT = "contracts/enforcement/slot.ts";
const INSTALLATION = "contracts/enforcement/installation.ts";

/** What goes wrong while members get their checks. */
export const COVERING: readonly Mutant[] = [
  {
    file: SLOT,
    from: '    if (typeof this.host.holder === "function") return [];\n',
    to: "",
    breaks: "the rules for objects are asked about classes",
  },
  {
    file: SLOT,
    from: "plans.every((plan) => this.#terms.plans.includes(plan))",
    to: "true",
    breaks: "a subclass does not bring its rules to what it inherits",
  },
  {
    file: SLOT,
    from: "return clauses.every((clause) => this.#terms.clauses.includes(clause)) &&",
    to: "return",
    breaks: "what a subclass says anew of what it inherits is not checked",
  },
  {
    file: SLOT,
    from: "createTerms(key, all, union(plans, terms.plans))",
    to: "createTerms(key, all, plans)",
    breaks: "the rules of a further contract are not asked",
  },
  {
    file: SLOT,
    from: "const all = [...new Set([...clauses, ...terms.clauses])];",
    to: "const all = clauses;",
    breaks: "what a further contract says is not checked",
  },
  {
    file: SLOT,
    from: "    this.#active = undefined;\n    this.apply();\n",
    to: "",
    breaks: "a further contract waits for a change of mode",
  },
  {
    file: SLOT,
    from: "clauses.filter((clause) => !isOff(clause)) : clauses",
    to: "clauses : clauses",
    breaks: "what is off is checked",
  },
  {
    file: SLOT,
    from: "if (installed[part] === from) return this",
    to: "if (installed[part] !== undefined) return this",
    breaks: "a wrapper that was kept puts itself back in place",
  },
  {
    file: SLOT,
    from: "return sameAs(found, this.#installed) ? this.original : found;",
    to: "return this.original;",
    breaks: "what somebody else has put in place of a wrapper is not looked at",
  },
  {
    file: INSTALLATION,
    from: "for (const plan of all) if (!this.#known.includes(plan)) plan.modes.add(this);",
    to: "",
    breaks: "a class does not hear of a change of mode",
  },
  {
    file: INSTALLATION,
    from: "const all = union(this.#plans, inheritedPlans(this.holder));",
    to: "const all = this.#plans;",
    breaks:
      "an override of a class with a contract of its own is not checked for that of its parent",
  },
  {
    file: INSTALLATION,
    from: "else own.add(checkable(terms, own.original));",
    to: "",
    breaks: "a second contract of a class is not checked",
  },
  {
    file: INSTALLATION,
    from: "    if (above?.covers(terms)) return;\n",
    to: "",
    breaks: "a subclass gets copies of what is checked on its parent",
  },
  {
    file: INSTALLATION,
    from: "if (above?.covers(terms)) return;",
    to: "if (above !== undefined) return;",
    breaks: "what a contract says of members that are checked on a parent is lost",
  },
  {
    file: INSTALLATION,
    from: "const original = above?.below(found.descriptor) ?? found.descriptor;",
    to: "const original = found.descriptor;",
    breaks: "a call goes through the checks of the parent too",
  },
  {
    file: INSTALLATION,
    from: 'form === "method" ? isMethod : isAccessor',
    to: "isMethod || isAccessor",
    breaks: "what is of the wrong kind is wrapped all the same",
  },
  {
    file: INSTALLATION,
    from: "return installationOf(owner)?.member(key)?.below(descriptor) ?? descriptor;",
    to: "return descriptor;",
    breaks: "the checks hide how a method was written",
  },
  {
    file: SLOT,
    from: "    if (!isReplaceable(holder, key, current)) return;\n",
    to: "",
    breaks: "switching the mode of a frozen class throws",
  },
  {
    file: SLOT,
    from: "if (!sameAs(current, before ?? unchecked)) {",
    to: "if (false) {",
    breaks: "what somebody else has put in place of a wrapper is overwritten",
  },
  {
    file: SLOT,
    from: "const unchecked = isOwn ? original : undefined;",
    to: "const unchecked = original;",
    breaks: "what is off leaves a copy of an inherited member",
  },
  {
    file: SLOT,
    from: "    Reflect.deleteProperty(holder, key);\n",
    to: "",
    breaks: "the wrapper of an inherited member stays when it is off",
  },
];
