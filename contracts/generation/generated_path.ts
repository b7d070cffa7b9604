import type { Method } from "../plan/method_kind.ts";
import type { Checker } from "../schemas/checking.ts";
import { canGenerate } from "./can_generate.ts";
import { answerOf, type FastPath } from "./fast_path.ts";
import { SourceCode } from "./source_code.ts";

export { canGenerate } from "./can_generate.ts";

type Factory = (
  original: Method,
  slow: FastPath["slow"],
  finish: FastPath["finish"],
) => Method;

/** Parameters that are written out; nobody has more. */
const MAX_PARAMS = 16;

const factories = new WeakMap<readonly Checker[], Map<string | Checker, Factory>>();
const tests = new WeakMap<Checker, Checker["test"]>();

/**
 * Writes a checked method as code and compiles it; undefined where the host refuses that. Classes
 * with the same parameters, by the identity of their array, share what was compiled.
 */
export function generatedPath(path: FastPath): Method | undefined {
  const { params, original, slow, finish } = path;
  if (params.length > MAX_PARAMS || !canGenerate()) return undefined;
  let known = factories.get(params);
  if (known === undefined) factories.set(params, known = new Map());
  const form = formOf(path);
  let factory = known.get(form);
  if (factory === undefined) {
    factory = createFactory(path);
    if (factory === undefined) return undefined;
    known.set(form, factory);
  }
  return factory(original, slow, finish);
}

/** Tells whether a path is compiled already, so that building it costs no more than a closure. */
export function isCompiled(path: FastPath): boolean {
  return factories.get(path.params)?.has(formOf(path)) ?? false;
}

/** What besides the parameters makes a difference in the code. */
function formOf(path: FastPath): string | Checker {
  const answer = answerOf(path);
  return answer === "checked" ? path.result! : `${path.kind === "sync"} ${answer}`;
}

/** Returns the test of a checker as generated code; the test itself where the host refuses that. */
export function generatedTest(checker: Checker): Checker["test"] {
  if (checker.emit === undefined || !canGenerate()) return checker.test;
  const known = tests.get(checker);
  if (known !== undefined) return known;
  const code = new SourceCode();
  const name = code.define((value) => `return ${code.check(checker, value)}`);
  const test = code.compile(name) as Checker["test"] | undefined;
  if (test === undefined) return checker.test;
  tests.set(checker, test);
  return test;
}

function createFactory(path: FastPath): Factory | undefined {
  const { params, kind } = path;
  const code = new SourceCode();
  const names = params.map((_, index) => `a${index}`);
  const checks = params.map((checker, index) => code.check(checker, names[index]!));
  const fits = [`n<=${params.length}`, ...checks].join("&&");
  // Who expects a promise must not meet an exception: the slow path deals with it.
  const test = kind === "sync" ? `const y=${fits};` : `let y;try{y=${fits}}catch{y=false}`;
  const call = writeCall(names, requiredCount(params));
  const answer = writeAnswer(code, path, call);
  return code.compile(
    `(original,slow,finish)=>({m(${names}){const n=arguments.length;${code.declarations()}${test}` +
      `if(!y)return slow(this,arguments);${answer}}}).m`,
  ) as Factory | undefined;
}

/** The call with as many arguments as came in; those beyond what is usual go through an array. */
function writeCall(names: readonly string[], required: number): string {
  let call = required === 0 ? "" : "Reflect.apply(original,this,arguments)";
  for (let count = required; count <= names.length; count++) {
    const one = `original.call(${["this", ...names.slice(0, count)]})`;
    call = call === "" ? one : `n===${count}?${one}:${call}`;
  }
  return call;
}

/** How many arguments a call has at least, as far as own schemas tell. */
function requiredCount(params: readonly Checker[]): number {
  return params.findLastIndex(({ optional }) => optional !== true) + 1;
}

/** How a call becomes an answer. */
function writeAnswer(code: SourceCode, path: FastPath, call: string): string {
  const answer = answerOf(path);
  if (answer === "plain") return `return ${call}`;
  if (answer === "handed") return `return finish(${call},this)`;
  const result = code.name();
  return `${result}=${call};return ${
    code.check(path.result!, result)
  }?${result}:finish(${result},this)`;
}
