import type { Mutant } from "../mutants.ts";

const CAN_GENERATE = "contracts/generation/can_generate.ts";
const CLOSURE_PATH = "contracts/generation/closure_path.ts";
const GENERATED_PATH = "contracts/generation/generated_path.ts";
const GENERATED_ACCESSOR = "contracts/generation/generated_accessor.ts";
const SOURCE_CODE = "contracts/generation/source_code.ts";
const FAST_PATH = "contracts/generation/fast_path.ts";

/** What goes wrong in closures and generated code. */
export const GENERATING: readonly Mutant[] = [
  {
    file: CLOSURE_PATH,
    from: "        if (arguments.length > 0) return slow(this, arguments);\n",
    to: "",
    breaks: "arguments of a method without parameters get lost",
  },
  {
    file: CLOSURE_PATH,
    from: "if (count > 1 || !t0(a)) return slow(this, arguments);",
    to: "if (!t0(a)) return slow(this, arguments);",
    breaks: "arguments beyond the first get lost",
  },
  {
    file: CLOSURE_PATH,
    from:
      "return slow(this, arguments);\n        return finish(count === 1 ? original.call(this, a) : original.call(this), this);",
    to: "return slow(this, arguments);\n        return finish(original.call(this, a), this);",
    breaks: "an argument that was left out is counted",
  },
  {
    file: CLOSURE_PATH,
    from:
      "if (count === 2) return finish(original.call(this, a, b), this);\n        return finish(count === 1",
    to:
      "if (count >= 1) return finish(original.call(this, a, b), this);\n        return finish(count === 1",
    breaks: "the second argument that was left out is counted",
  },
  {
    file: CLOSURE_PATH,
    from: "count > 2 || !t0(a) || !t1(b)",
    to: "count > 2 || !t0(a)",
    breaks: "the second of two arguments is not looked at",
  },
  {
    file: CLOSURE_PATH,
    from: "count > 3 || !t0(a) || !t1(b) || !t2(c)",
    to: "count > 3 || !t0(a) || !t1(b)",
    breaks: "the third of three arguments is not looked at",
  },
  {
    file: CLOSURE_PATH,
    from: "count > 4 || !t0(a) || !t1(b) || !t2(c) || !t3(d)",
    to: "count > 4 || !t0(a) || !t1(b) || !t2(c)",
    breaks: "the fourth of four arguments is not looked at",
  },
  {
    file: CLOSURE_PATH,
    from: "tests.every((test, index) => test(args[index]))",
    to: "tests.slice(0, 4).every((test, index) => test(args[index]))",
    breaks: "the fifth of five arguments is not looked at",
  },
  {
    file: CLOSURE_PATH,
    from: 'kind === "sync" ? test : calmly(test)',
    to: "test",
    breaks: "an async method throws what a schema throws",
  },
  {
    file: CLOSURE_PATH,
    from: "test(result) ? result : finish!(result, self)",
    to: "result",
    breaks: "results are not looked at by closures",
  },
  {
    file: GENERATED_PATH,
    from: "`n<=${params.length}`",
    to: "`n<=${params.length + 1}`",
    breaks: "one argument too many gets lost in the code",
  },
  {
    file: GENERATED_PATH,
    from: '...checks].join("&&")',
    to: '...checks].join("||")',
    breaks: "the code accepts a call for one of its arguments",
  },
  {
    file: GENERATED_PATH,
    from: "`let y;try{y=${fits}}catch{y=false}`",
    to: "`const y=${fits};`",
    breaks: "the code of an async method throws what a schema throws",
  },
  {
    file: GENERATED_PATH,
    from: "for (let count = required; count",
    to: "for (let count = required + 1; count",
    breaks: "the code counts an argument that was left out",
  },
  {
    file: GENERATED_PATH,
    from: 'answer === "checked" ? path.result! : `',
    to: 'answer === "" ? path.result! : `',
    breaks: "methods with the same parameters share the test of a result",
  },
  {
    file: GENERATED_PATH,
    from: '`${path.kind === "sync"} ${answer}`',
    to: "answer",
    breaks: "an async method shares the code of a plain one",
  },
  {
    file: GENERATED_PATH,
    from: "}?${result}:finish(${result},this)`",
    to: "}?${result}:${result}`",
    breaks: "results are not looked at by the code",
  },
  {
    file: GENERATED_ACCESSOR,
    from: "const v=original.call(this);if(!(${test}))refuse(this,v);return v",
    to: "return original.call(this)",
    breaks: "compiled getters check nothing",
  },
  {
    file: GENERATED_ACCESSOR,
    from: "if(!(${test}))refuse(this,v);original.call(this,v)",
    to: "original.call(this,v)",
    breaks: "compiled setters check nothing",
  },
  {
    file: GENERATED_ACCESSOR,
    from: "known.set(checker, factory);",
    to: "known.set(checker, factory);\n  getters.set(checker, factory as never);",
    breaks: "a getter shares the code of a setter",
  },
  {
    file: GENERATED_ACCESSOR,
    from: "${names}const v=original",
    to: "const v=original",
    breaks: "the code of a getter does not declare its names",
  },
  {
    file: SOURCE_CODE,
    from: "    this.#names = outer;\n",
    to: "",
    breaks: "a function of the code takes the names of what is around it",
  },
  {
    file: SOURCE_CODE,
    from: "`c${index < 0 ? this.#constants.push(value) - 1 : index}`",
    to: "`c${index < 0 ? this.#constants.push(value) - 1 : 0}`",
    breaks: "constants of the code are mixed up",
  },
  {
    file: SOURCE_CODE,
    from: 'return this.#names.length === 0 ? "" : `let ${this.#names.join()};`;',
    to: 'return "";',
    breaks: "the code does not declare its names",
  },
  {
    file: SOURCE_CODE,
    from: "const value = `v${this.#nameCount++}`;",
    to: "const value = `v${this.#nameCount}`;",
    breaks: "two functions of the code have one name",
  },
  {
    file: FAST_PATH,
    from: 'return result === undefined ? "plain" : "checked";',
    to: 'return "plain";',
    breaks: "results are not looked at",
  },
  {
    file: CAN_GENERATE,
    from: "    isAllowed = false;\n",
    to: "",
    breaks: "a host that refuses code is asked again and again",
  },
  {
    file: CAN_GENERATE,
    from: "    isAllowed = false;\n    return undefined;",
    to: "    throw error;",
    breaks: "code is generated where it is forbidden",
  },
  {
    file: FAST_PATH,
    from: '  if (kind !== "sync") return "handed";\n',
    to: "",
    breaks: "the answers of async methods are taken for results",
  },
];
