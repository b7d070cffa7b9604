import type { Mutant } from "../mutants.ts";

const IMPLEMENT = "contracts/implement.ts";
const REGISTER_CLASS = "contracts/register_class.ts";
const DISCOVER_CLASSES = "contracts/discover_classes.ts";

/** What goes wrong while a class is defined. */
export const DEFINING: readonly Mutant[] = [
  {
    file: IMPLEMENT,
    from: "union(plan.lineage, kept, inheritedPlans(prototype))",
    to: "union(plan.lineage, kept)",
    breaks: "a class with a contract of its own is not verified for that of its parent",
  },
  {
    file: IMPLEMENT,
    from: "  adoptParents(prototype);\n",
    to: "",
    breaks: "unmarked classes above a marked one are not checked",
  },
  {
    file: IMPLEMENT,
    from: "(plan.lineage.includes(one.plan) ? plan : one.plan).modes",
    to: "one.plan.modes",
    breaks: "the mode of a parent decides about findings of the contract",
  },
  {
    file: IMPLEMENT,
    from: "modesOf(one).of(one.violation.member) === mode",
    to: "modesOf(one).of() === mode",
    breaks: "findings do not follow the modes of members",
  },
  {
    file: IMPLEMENT,
    from: 'plans.some((one) => inherits(prototype, one)) ? "subclass" : "implementation"',
    to: '"implementation"',
    breaks: "a subclass is not blamed for what it lacks",
  },
  {
    file: IMPLEMENT,
    from: "    modesOf(found[0]!).report(error);\n",
    to: "",
    breaks: "nobody hears of findings that are only reported",
  },
  {
    file: IMPLEMENT,
    from: "modesOf(found[0]!).report(error);",
    to: "plan.modes.report(error);",
    breaks: "another contract hears of findings that are only reported",
  },
  {
    file: IMPLEMENT,
    from: "  checkCapabilities(action, capabilities);\n",
    to: "",
    breaks: "capabilities are not checked before anything is done",
  },
  {
    file: IMPLEMENT,
    from: "registry !== undefined && !(registry instanceof Registry)",
    to: "false",
    breaks: "anything passes for a registry",
  },
  {
    file: IMPLEMENT,
    from: 'typeof abstract !== "boolean"',
    to: "false",
    breaks: "anything passes for abstract",
  },
  {
    file: IMPLEMENT,
    from:
      'return typeof value === "function" && typeof value.prototype === "object" &&\n    value.prototype !== null;',
    to: 'return typeof value === "function";',
    breaks: "an arrow function passes for a class",
  },
  {
    file: IMPLEMENT,
    from: 'typeof name === "string" && name !== "" ? name : undefined',
    to: "name as string",
    breaks: "a static member called name names the class",
  },
  {
    file: REGISTER_CLASS,
    from: "options.registry ?? own",
    to: "own",
    breaks: "a class cannot be registered elsewhere",
  },
  {
    file: REGISTER_CLASS,
    from: "options.version ?? contractVersion",
    to: "contractVersion",
    breaks: "a class has no version of its own",
  },
  {
    file: REGISTER_CLASS,
    from: "of plan.lineage",
    to: "of plan.lineage.slice(0, 1)",
    breaks: "a class is not registered for what its contract extends",
  },
  {
    file: REGISTER_CLASS,
    from: "    if (entry.class === constructor) return entry.name;\n",
    to: "",
    breaks: "an anonymous class that comes again gets a second name",
  },
  {
    file: REGISTER_CLASS,
    from: "  while (names.has(`anonymous-${number}`)) number++;\n",
    to: "",
    breaks: "two anonymous classes have one name",
  },
  {
    file: DISCOVER_CLASSES,
    from: " || registered.has(one)",
    to: "",
    breaks: "a class that has registered itself is registered once more",
  },
  {
    file: DISCOVER_CLASSES,
    from: " && !isIncomplete(plan, one)",
    to: "",
    breaks: "an abstract class between two others is refused",
  },
  {
    file: DISCOVER_CLASSES,
    from: "      await options.onModule?.(module, url);\n",
    to: "",
    breaks: "onModule is not asked",
  },
  {
    file: DISCOVER_CLASSES,
    from: "adoptClasses(prototype).includes(plan)",
    to: "adoptClasses(prototype).length > 0",
    breaks: "classes of another contract are registered",
  },
  {
    file: IMPLEMENT,
    from: "  verify(instances);\n  start();",
    to: "  verify(instances, statics);\n  start();",
    breaks: "a decorator asks for static fields before they are there",
  },
  {
    file: IMPLEMENT,
    from: "if (!isAbstract) registerClass",
    to: "registerClass",
    breaks: "an abstract class is handed out",
  },
  {
    file: IMPLEMENT,
    from: "    for (const one of restore) one();\n",
    to: "",
    breaks: "a class that is refused halfway keeps its checks",
  },
  {
    file: IMPLEMENT,
    from: "    install(statics);\n",
    to: "",
    breaks: "static members are not checked",
  },
  {
    file: IMPLEMENT,
    from: "allOrNothing(restore, () => verify(statics), finish)",
    to: "allOrNothing(restore, finish)",
    breaks: "static members of decorated classes are not verified",
  },
  {
    file: REGISTER_CLASS,
    from: ": [...plan.capabilities, ...capabilities],",
    to: ": capabilities,",
    breaks: "capabilities of the contract are not those of the class",
  },
  {
    file: REGISTER_CLASS,
    from: "    undo();\n    throw error;",
    to: "    throw error;",
    breaks: "a class that is refused by one registry stays in the others",
  },
  {
    file: DISCOVER_CLASSES,
    from: ".sort((a, b) => depthOf(a) - depthOf(b))",
    to: "",
    breaks: "a subclass is registered before its parent",
  },
  {
    file: DISCOVER_CLASSES,
    from: "    if (isMarked(prototype, plan)) return false;\n",
    to: "",
    breaks: "a class that is registered elsewhere is registered here too",
  },
];
