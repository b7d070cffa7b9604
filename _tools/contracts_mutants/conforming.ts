import type { Mutant } from "../mutants.ts";

const CONTRACT_METHODS = "testing/_contract_methods.ts";
const CONTRACT_TRIAL = "testing/_contract_trial.ts";
const CONTRACT_ATTRIBUTES = "testing/_contract_attributes.ts";
const CONTRACT_SUITE = "testing/contract_suite.ts";

/** What goes wrong in the suite that tries an implementation. */
export const CONFORMING: readonly Mutant[] = [
  {
    file: CONTRACT_METHODS,
    from:
      'if ("returns" in example) expectEqual(answer[0], example.returns, `the result of ${what}`);',
    to: "",
    breaks: "the results of examples are not compared",
  },
  {
    file: CONTRACT_METHODS,
    from:
      "if (example.yields !== undefined) expectEqual(answer, example.yields, `the items of ${what}`);",
    to: "",
    breaks: "the items of examples are not compared",
  },
  {
    file: CONTRACT_METHODS,
    from: "expectThat(isFit,",
    to: "expectThat(true,",
    breaks: "what a method answers is not looked at",
  },
  {
    file: CONTRACT_METHODS,
    from: "  trial.contract.assert(subject);\n",
    to: "",
    breaks: "what a call leaves behind is not looked at",
  },
  {
    file: CONTRACT_METHODS,
    from: "if (items.push(item) === MAX_ITEMS) break;",
    to: "items.push(item);",
    breaks: "a generator without an end is taken to its end",
  },
  {
    file: CONTRACT_METHODS,
    from: "    if (!isChecked) return;\n",
    to: "",
    breaks: "a class without checks must refuse",
  },
  {
    file: CONTRACT_METHODS,
    from: "    if (trial.mayThrow(error, method)) return;\n",
    to: "",
    breaks: "no method may throw",
  },
  {
    file: CONTRACT_METHODS,
    from: "await expectRefusal(what, () => call(subject, method, args));",
    to: "await call(subject, method, args).catch(() => {});",
    breaks: "whatever is refused may be taken",
  },
  {
    file: CONTRACT_METHODS,
    from: "    args.push(accepted[0]);\n",
    to: "    args.push(undefined);\n",
    breaks: "the other arguments are left out",
  },
  {
    file: CONTRACT_METHODS,
    from: "filter(({ args }) => index < args.length).map(({ args }) => args[index])",
    to: "flatMap(() => [])",
    breaks: "values of examples are not tried",
  },
  {
    file: CONTRACT_TRIAL,
    from: 'Reflect.get(error, "blame") === "caller"',
    to: "true",
    breaks: "a refusal that blames the implementation passes",
  },
  {
    file: CONTRACT_TRIAL,
    from: 'error.name === "ContractError" &&',
    to: "",
    breaks: "any error passes for a refusal",
  },
  {
    file: CONTRACT_TRIAL,
    from: 'if (typeof dispose === "function") await Reflect.apply(dispose, subject, []);',
    to: "",
    breaks: "objects are not disposed of",
  },
  {
    file: CONTRACT_TRIAL,
    from: "return member.static ? subject.constructor : subject;",
    to: "return subject;",
    breaks: "static members are looked for on objects",
  },
  {
    file: CONTRACT_TRIAL,
    from:
      "  throw new Error(`Expected ${what} to be refused as a mistake of the caller: it was not`);\n",
    to: "",
    breaks: "whatever is not refused passes",
  },
  {
    file: CONTRACT_ATTRIBUTES,
    from: "  if (optional && value === undefined) return;\n",
    to: "",
    breaks: "an optional attribute must be there for the suite",
  },
  {
    file: CONTRACT_ATTRIBUTES,
    from: '...kind === "setter" ? [] : [read],',
    to: "read,",
    breaks: "an attribute that can only be written is read",
  },
  {
    file: CONTRACT_ATTRIBUTES,
    from: '...kind === "accessor" || kind === "setter" ? [write] : [],',
    to: '...kind === "setter" ? [write] : [],',
    breaks: "accessors are not written",
  },
  {
    file: CONTRACT_ATTRIBUTES,
    from: "      trial.contract.assert(subject);\n",
    to: "",
    breaks: "what a write leaves behind is not looked at",
  },
  {
    file: CONTRACT_ATTRIBUTES,
    from: "      await expectRefusal(`${label} = ${show(value)}`, write);\n",
    to: "",
    breaks: "whatever a setter refuses may be taken",
  },
  {
    file: CONTRACT_ATTRIBUTES,
    from: 'if (kind !== "setter") await expectRead(subject, attribute);',
    to: "",
    breaks: "what is written is not read",
  },
  {
    file: CONTRACT_SUITE,
    from: "return !(error instanceof TypeError || error instanceof ReferenceError);",
    to: "return true;",
    breaks: "a method may fail in any way",
  },
  {
    file: CONTRACT_SUITE,
    from: '{ name: "looks like the contract", run: () => tryWith(trial, contract.assert) },',
    to: "",
    breaks: "nobody looks at the object as a whole",
  },
];
