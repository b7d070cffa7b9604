import type { Mutant } from "../mutants.ts";

const READ_PLAN = "contracts/plan/read_plan.ts";
const READ_MEMBER = "contracts/plan/read_member.ts";

/** What goes wrong while a contract is read, switched and described. */
export const SPECIFYING: readonly Mutant[] = [
  {
    file: READ_PLAN,
    from: "      ...parent?.capabilities ?? [],\n",
    to: "",
    breaks: "capabilities are not inherited",
  },
  {
    file: READ_PLAN,
    from: "parent?.registry ?? new Registry()",
    to: "new Registry()",
    breaks: "an extending contract has a registry of its own",
  },
  {
    file: READ_PLAN,
    from: "lineage.push(plan, ...parent?.lineage ?? []);",
    to: "lineage.push(plan, ...parent === undefined ? [] : [parent]);",
    breaks: "a contract knows its parent and not what that extends",
  },
  {
    file: READ_PLAN,
    from: "new ModeSwitch(own, listener, parent?.modes, Registry.modes(registry))",
    to: "new ModeSwitch(own, listener, undefined, Registry.modes(registry))",
    breaks: "a contract does not follow the mode of the one it extends",
  },
  {
    file: READ_PLAN,
    from: "new ModeSwitch(own, listener, parent?.modes, Registry.modes(registry))",
    to: "new ModeSwitch(own, listener, parent?.modes)",
    breaks: "a contract does not follow the mode of its registry",
  },
  {
    file: READ_PLAN,
    from: "version === undefined || isVersion(version)",
    to: 'version === undefined || typeof version === "string"',
    breaks: "any text passes for a version",
  },
  {
    file: READ_PLAN,
    from: " || Array.isArray(invariants)",
    to: "",
    breaks: "a list passes for rules",
  },
  {
    file: READ_PLAN,
    from: "const none = parent === undefined ? null : {};",
    to: "const none = {};",
    breaks: "a contract may have no members at all",
  },
  {
    file: READ_PLAN,
    from: 'checkFunction(action, `invariants["${rule}"]`, holds);',
    to: "",
    breaks: "anything passes for a rule",
  },
  {
    file: READ_PLAN,
    from: "  checkKeys(action, spec, KEYS);\n",
    to: "",
    breaks: "a misspelt part of a specification is ignored",
  },
  {
    file: READ_MEMBER,
    from: "Reflect.ownKeys(members)",
    to: "Object.keys(members)",
    breaks: "members that are symbols are forgotten",
  },
  {
    file: READ_MEMBER,
    from: "examples.forEach((example, index)",
    to: "[].forEach((example, index)",
    breaks: "examples of attributes are not checked",
  },
  {
    file: READ_MEMBER,
    from: "method.params.forEach((checker, at) => {",
    to: "[].forEach((checker: Checker, at) => {",
    breaks: "arguments of examples are not checked",
  },
  {
    file: READ_MEMBER,
    from: "if (hasResult && method.result !== undefined) {",
    to: "if (false) {",
    breaks: "results of examples are not checked",
  },
  {
    file: READ_MEMBER,
    from: "const hasResult = answer in rest;",
    to: "const hasResult = result !== undefined;",
    breaks: "an example cannot say that a method returns undefined",
  },
  {
    file: READ_MEMBER,
    from: 'return kind === "sync" || kind === "async" ? "returns"',
    to: 'return kind === "sync" ? "returns"',
    breaks: "an async method is to yield",
  },
  {
    file: READ_MEMBER,
    from: "(param.length === 2 || param.length === 3)",
    to: "param.length >= 2",
    breaks: "a parameter may have a fourth part",
  },
  {
    file: READ_MEMBER,
    from: 'checkKeys(action, options, ["parse"], place);',
    to: "",
    breaks: "a misspelt option of a parameter is ignored",
  },
  {
    file: READ_MEMBER,
    from: 'checkKeys(action, given, ["kind", "params", "optional", "examples", answer], path);',
    to: "",
    breaks: "a misspelt part of a method is ignored",
  },
  {
    file: READ_MEMBER,
    from: 'const label = side === "statics" ? `static ${name}` : name;',
    to: "const label = name;",
    breaks: "static members are labelled like those of instances",
  },
];
