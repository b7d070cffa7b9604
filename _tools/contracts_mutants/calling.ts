import type { Mutant } from "../mutants.ts";

const WRAP_METHOD = "contracts/enforcement/wrap_method.ts";
const ANSWERS = "contracts/enforcement/answers.ts";

/** What goes wrong on the way of a call. */
export const CALLING: readonly Mutant[] = [
  {
    file: WRAP_METHOD,
    from: "return canWait ? later(self, args) : refuse(error);",
    to: "return refuse(error);",
    breaks: "an async method does not wait for the schema of an argument",
  },
  {
    file: WRAP_METHOD,
    from: 'const canWait = kind === "async" && error',
    to: "const canWait = error",
    breaks: "a method that is not async answers with a promise",
  },
  {
    file: WRAP_METHOD,
    from: "if (parses) passed = parseArguments(clauses, args);",
    to: "",
    breaks: "the output of a schema is not passed on",
  },
  {
    file: WRAP_METHOD,
    from: "parses ? await parseArgumentsLater(clauses, args) : args",
    to: "args",
    breaks: "the output of a schema that takes its time is not passed on",
  },
  {
    file: WRAP_METHOD,
    from: "    if (error !== undefined) throw error;\n",
    to: "",
    breaks: "arguments are accepted while a schema takes its time",
  },
  {
    file: WRAP_METHOD,
    from: "return finish === undefined ? result : finish(result);",
    to: "return result;",
    breaks: "the answer to more arguments than parameters is not checked",
  },
  {
    file: WRAP_METHOD,
    from: "if (joined.parses) return keepInvariants(slot, joined, withArguments(path.slow));",
    to: "if (joined.parses) return withArguments(path.slow);",
    breaks: "the rules are not asked around a method that parses",
  },
  {
    file: WRAP_METHOD,
    from: "return keepInvariants(slot, joined, checked);",
    to: "return checked;",
    breaks: "the rules are not asked around a method",
  },
  {
    file: ANSWERS,
    from: "return (error) => Promise.reject(error);",
    to: "return (error) => {\n        throw error;\n      };",
    breaks: "an async method throws what it should reject with",
  },
  {
    file: ANSWERS,
    from: "      return refusedIterator;\n",
    to: "      return (error) => {\n        throw error;\n      };\n",
    breaks: "an async generator throws what its first step should reject with",
  },
  {
    file: ANSWERS,
    from: "if (steps.length < 2) return steps[0];",
    to: "return steps[0];",
    breaks: "the answer is looked at as the first kind only",
  },
  {
    file: ANSWERS,
    from: "clauses.filter((clause) => clause.kind === kind)",
    to: "clauses",
    breaks: "the result of a contract of another kind is asked for",
  },
  {
    file: ANSWERS,
    from: 'const error = notA("a promise", result, slot, clauses);',
    to: "const error = undefined;",
    breaks: "an async method may answer without a promise",
  },
  {
    file: ANSWERS,
    from: "return error === undefined ? result : Promise.reject(error);",
    to: "if (error !== undefined) throw error;\n        return result;",
    breaks: "an async method that answers without a promise throws",
  },
  {
    file: ANSWERS,
    from: 'const error = notA("an iterator", result, slot, clauses);',
    to: "const error = undefined;",
    breaks: "a generator may answer without an iterator",
  },
  {
    file: ANSWERS,
    from: 'const error = notA("an async iterator", result, slot, clauses);',
    to: "const error = undefined;",
    breaks: "an async generator may answer without an async iterator",
  },
  {
    file: ANSWERS,
    from: 'const ruling = judgeAnswer(slot, clauses, value, "result");',
    to: "const ruling = undefined;",
    breaks: "a result that is refused is returned",
  },
  {
    file: ANSWERS,
    from:
      "      if (error instanceof AsyncSchemaError) return inspectLater(slot, clauses, value);\n",
    to: "",
    breaks: "an async method does not wait for the schema of its result",
  },
  {
    file: ANSWERS,
    from: "return fits(value) ? value : inspect(slot, clauses, value);",
    to: "return value;",
    breaks: "what a promise is fulfilled with is not looked at",
  },
  {
    file: ANSWERS,
    from: "const ruling = await judgeAnswerLater(slot, clauses, value);",
    to: "const ruling = undefined;",
    breaks: "a result is returned while its schema takes its time",
  },
  {
    file: WRAP_METHOD,
    from: "mark(proper, this.#slot.original.value as Method)",
    to: "proper",
    breaks: "the compiled wrapper has a name and length of its own",
  },
  {
    file: WRAP_METHOD,
    from: "this.#createPath(joined, () => proper, true),",
    to: "this.#createPath(joined, () => this.entry, true),",
    breaks: "the compiled wrapper does not know its caller",
  },
  {
    file: WRAP_METHOD,
    from: "if (this.#first !== undefined && !isWarm) return this.#first;",
    to: "if (this.#first !== undefined) return this.#first;",
    breaks: "a method is never compiled",
  },
  {
    file: ANSWERS,
    from: "(result instanceof Promise ? result : Promise.resolve(result)).then(settle)",
    to: "result",
    breaks: "what a promise is fulfilled with is not checked",
  },
  {
    file: ANSWERS,
    from: "(result instanceof Promise ? result : Promise.resolve(result)).then(settle)",
    to: "result.then(settle)",
    breaks: "a thenable must return a promise from then",
  },
  {
    file: ANSWERS,
    from: "if (inner !== undefined) return checkedIterator(slot, clauses, inner);",
    to: "if (inner !== undefined) return result;",
    breaks: "yielded items are not checked",
  },
  {
    file: ANSWERS,
    from: "if (inner !== undefined) return checkedAsyncIterator(slot, clauses, inner);",
    to: "if (inner !== undefined) return result;",
    breaks: "items that are yielded over time are not checked",
  },
  {
    file: ANSWERS,
    from: "const isWatched = isChecked || slot.invariants.length > 0;",
    to: "const isWatched = isChecked;",
    breaks: "the rules are not asked between items that are not checked",
  },
  {
    file: ANSWERS,
    from: 'Number(b === "sync") - Number(a === "sync")',
    to: 'Number(a === "sync") - Number(b === "sync")',
    breaks: "who asks for the result itself gets a checked iterator",
  },
  {
    file: ANSWERS,
    from: "        } catch (error) {\n          return refusedIterator(error);",
    to: "        } catch (error) {\n          throw error;",
    breaks: "an async generator throws what opening its answer throws",
  },
];
