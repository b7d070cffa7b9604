import type { Mutant } from "../mutants.ts";

const FOREIGN_CHECKER = "contracts/schemas/foreign_checker.ts";
const FOREIGN_ISSUES = "contracts/schemas/foreign_issues.ts";
const CHECKER = "contracts/schemas/checker.ts";

/** What goes wrong with the schemas of other libraries. */
export const VENDORS: readonly Mutant[] = [
  {
    file: FOREIGN_CHECKER,
    from: "answer === false || answer === true && accepts(value)",
    to: "true",
    breaks: "a quick test that disagrees with the schema is trusted",
  },
  {
    file: FOREIGN_CHECKER,
    from: "      if (!needsPromise(error)) throw error;\n    }\n    return accepts(value);",
    to: "      if (!needsPromise(error)) throw error;\n    }\n    return false;",
    breaks: "a quick test has the last word",
  },
  {
    file: FOREIGN_CHECKER,
    from: "return !needsPromise(error);",
    to: "return true;",
    breaks: "a schema of zod that takes its time is asked twice",
  },
  {
    file: FOREIGN_CHECKER,
    from: " && !includesTransform ?",
    to: " ?",
    breaks: "what is accepted before a transformation is accepted",
  },
  {
    file: FOREIGN_CHECKER,
    from: "return isThenable(result) ? dismiss(result, vendor) : result;",
    to: "return result as StandardResult<unknown>;",
    breaks: "a promise accepts everything",
  },
  {
    file: FOREIGN_CHECKER,
    from: "  promise.then(undefined, () => {});\n",
    to: "",
    breaks: "the promise of a schema ends the program",
  },
  {
    file: FOREIGN_CHECKER,
    from: 'error.message.startsWith("Encountered Promise")',
    to: "false",
    breaks: "a schema of zod that takes its time throws what zod throws",
  },
  {
    file: FOREIGN_CHECKER,
    from: "toParsed(await ask(value), value, path)",
    to: "toParsed(validate(value), value, path)",
    breaks: "nobody waits for a schema that takes its time",
  },
  {
    file: FOREIGN_CHECKER,
    from: "return { value: result.value };",
    to: "return { value };",
    breaks: "the output of a schema is not passed on",
  },
  {
    file: FOREIGN_CHECKER,
    from: "jsonSchema[writer.side]",
    to: "jsonSchema.input",
    breaks: "JSON Schema of an output is that of the input",
  },
  {
    file: FOREIGN_ISSUES,
    from: 'typeof part === "object" ? part.key : part',
    to: "part as PropertyKey",
    breaks: "paths of objects that hold keys are not read",
  },
  {
    file: FOREIGN_ISSUES,
    from: "current instanceof Map ? current.get(key) : ",
    to: "",
    breaks: "values of maps are not found",
  },
  {
    file: FOREIGN_ISSUES,
    from: "if (Array.isArray(keys)) {",
    to: "if (false) {",
    breaks: "the properties that zod does not know are not named",
  },
  {
    file: FOREIGN_ISSUES,
    from: "    if (chosen !== undefined) return chosen;\n",
    to: "",
    breaks: "a union of zod does not tell what is wrong inside",
  },
  {
    file: FOREIGN_ISSUES,
    from: '  [/^Invalid key: |^Missing key$/, "a value"],\n',
    to: "",
    breaks: "the missing keys of valibot read as it says them",
  },
  {
    file: FOREIGN_ISSUES,
    from: '  [/^one of (?=")/, ""],\n',
    to: "",
    breaks: "the alternatives of zod read as it says them",
  },
  {
    file: FOREIGN_ISSUES,
    from: "const whole = [...outer, ...inner];",
    to: "const whole = inner;",
    breaks: "a path starts inside of the parameter",
  },
  {
    file: FOREIGN_ISSUES,
    from: "return `a valid value (${message})`;",
    to: "return message;",
    breaks: "a sentence that is not known stands as it is",
  },
  {
    file: CHECKER,
    from: 'value === null || (typeof value !== "object" && typeof value !== "function")',
    to: 'value === null || typeof value !== "object"',
    breaks: "schemas of ArkType are refused",
  },
];
