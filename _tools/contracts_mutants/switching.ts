import type { Mutant } from "../mutants.ts";

const MODES_FOR = "contracts/plan/modes_for.ts";
const MODE = "contracts/plan/mode.ts";
const CONTRACT_MODES = "contracts/contract_modes.ts";
const DESCRIBE = "contracts/plan/describe.ts";

/** What goes wrong with modes and descriptions. */
export const SWITCHING: readonly Mutant[] = [
  {
    file: MODE,
    from: 'return this.#registry?.of() ?? "enforce";',
    to: 'return "enforce";',
    breaks: "the mode of the registry does not count",
  },
  {
    file: MODE,
    from: "    above?.add(this);\n",
    to: "",
    breaks: "a contract does not hear when the one it extends is switched",
  },
  {
    file: MODE,
    from: "    registry?.add(this);\n",
    to: "",
    breaks: "a contract does not hear when its registry is switched",
  },
  {
    file: MODE,
    from: "[this, ...above.#line]",
    to: "[this]",
    breaks: "the mode of an extended contract does not count",
  },
  {
    file: MODE,
    from: "filter((one) => one.deref() !== undefined)",
    to: "filter((one) => one.deref() === undefined)",
    breaks: "the sixty-fourth class lets the others be forgotten",
  },
  {
    file: MODE,
    from: "const line = [...this.#line, ...registrys];",
    to: "const line = [...registrys, ...this.#line];",
    breaks: "the listener of the registry goes before that of the contract",
  },
  {
    file: MODE,
    from: "console.warn(`${error}\\nonViolation failed: ${String(failure)}`);",
    to: "throw failure;",
    breaks: "a listener that fails breaks the call",
  },
  {
    file: MODE,
    from: "if (listener === undefined) return console.warn(String(error));",
    to: "if (listener === undefined) return;",
    breaks: "what is reported to nobody is lost",
  },
  {
    file: CONTRACT_MODES,
    from: "handles.forEach((handle) => handle[Symbol.dispose]())",
    to: "handles[0]![Symbol.dispose]()",
    breaks: "only one of two members with one name is put back",
  },
  {
    file: CONTRACT_MODES,
    from: "[...members, ...statics]",
    to: "[...members]",
    breaks: "static members cannot be switched",
  },
  {
    file: CONTRACT_MODES,
    from: "  checkMode(action, mode);\n",
    to: "",
    breaks: "anything passes for a mode",
  },
  {
    file: DESCRIBE,
    from: "flatMap(({ last }) => last.map",
    to: "flatMap(({ clauses }) => clauses.map",
    breaks: "what was said before it was said anew is described too",
  },
  {
    file: DESCRIBE,
    from: '[...side("members"), ...side("statics")]',
    to: '[...side("members")]',
    breaks: "static members are not described",
  },
  {
    file: DESCRIBE,
    from: "  } catch {\n    // A predicate that trips",
    to: "  } catch (error) {\n    throw error;\n    // A predicate that trips",
    breaks: "a schema that trips over undefined cannot be described",
  },
  {
    file: DESCRIBE,
    from: "  if (!hasResult) return { args };\n",
    to: "",
    breaks: "an example without a result says that it is undefined",
  },
  {
    file: DESCRIBE,
    from: 'const isPlain = kind === "sync" || kind === "async";',
    to: 'const isPlain = kind === "sync";',
    breaks: "the example of an async method yields",
  },
  {
    file: DESCRIBE,
    from: "checker.optional === true || checker.test(undefined)",
    to: "checker.optional === true",
    breaks: "parameters of other libraries are never optional",
  },
  {
    file: MODES_FOR,
    from: "one.lineage.includes(plan)",
    to: "one === plan",
    breaks: "the mode of a contract does not reach what it has from its parent",
  },
  {
    file: MODES_FOR,
    from: ".filter((one) => !speaking.some((other) => derives(other, one)))",
    to: "",
    breaks: "a parent that is stricter overrules the contract of the class",
  },
  {
    file: MODES_FOR,
    from: "STRICTNESS[b.of(label)] > STRICTNESS[a.of(label)]",
    to: "STRICTNESS[b.of(label)] < STRICTNESS[a.of(label)]",
    breaks: "of two contracts the laxer one decides",
  },
  {
    file: MODE,
    from:
      "(member === undefined ? undefined : one.#setTo(member)?.mode) ??\n        one.#setTo(undefined)?.mode",
    to:
      "one.#setTo(undefined)?.mode ??\n        (member === undefined ? undefined : one.#setTo(member)?.mode)",
    breaks: "the mode of a contract goes before that of a member",
  },
  {
    file: MODE,
    from: "this.#settings.filter((one) => one !== setting)",
    to: "this.#settings.filter((one) => one.member !== member)",
    breaks: "a handle clears the mode instead of putting back what was before",
  },
  {
    file: MODE,
    from: "this.#settings.filter((one) => one !== setting)",
    to: "this.#settings.slice(0, -1)",
    breaks: "a handle takes back what somebody else has set since",
  },
  {
    file: MODE,
    from: "setting];\n    this.applyModes();",
    to: "setting];",
    breaks: "a new mode is not put into effect",
  },
  {
    file: MODE,
    from: "setting);\n        this.applyModes();",
    to: "setting);",
    breaks: "a mode that is taken back stays in effect",
  },
  {
    file: MODE,
    from: "this.#settings.findLast(",
    to: "this.#settings.find(",
    breaks: "the first mode that was set counts for ever",
  },
  {
    file: MODE,
    from: "      if (one.#settings.length === 0) continue;\n",
    to: "      if (one.#settings.length === 0) break;\n",
    breaks: "what is above does not count where nothing is set",
  },
];
