import type { Checker } from "../schemas/checking.ts";
import { canGenerate } from "./can_generate.ts";
import { SourceCode } from "./source_code.ts";

/** A function that reads an attribute. */
export type Getter = (this: unknown) => unknown;

/** A function that writes an attribute. */
export type Setter = (this: unknown, value: unknown) => void;

/** What happens with a value that is refused: it throws, unless the value is only reported. */
export type Refuse = (self: unknown, value: unknown) => void;

type Factory<A> = (original: A, refuse: Refuse) => A;

const getters = new WeakMap<Checker, Factory<Getter>>();
const setters = new WeakMap<Checker, Factory<Setter>>();

/**
 * Writes a getter as code that checks what it has read; undefined where the host refuses that.
 * Attributes with the same checker share what was compiled.
 */
export function generatedGetter(
  checker: Checker,
  original: Getter,
  refuse: Refuse,
): Getter | undefined {
  if (!canGenerate()) return undefined;
  return factoryOf(
    getters,
    checker,
    (test, names) =>
      `m(){${names}const v=original.call(this);if(!(${test}))refuse(this,v);return v}`,
  )?.(original, refuse);
}

/** Writes a setter as code that checks what is written; see {@linkcode generatedGetter}. */
export function generatedSetter(
  checker: Checker,
  original: Setter,
  refuse: Refuse,
): Setter | undefined {
  if (!canGenerate()) return undefined;
  return factoryOf(
    setters,
    checker,
    (test, names) => `m(v){${names}if(!(${test}))refuse(this,v);original.call(this,v)}`,
  )?.(original, refuse);
}

function factoryOf<A>(
  known: WeakMap<Checker, Factory<A>>,
  checker: Checker,
  write: (test: string, names: string) => string,
): Factory<A> | undefined {
  let factory = known.get(checker);
  if (factory !== undefined) return factory;
  const code = new SourceCode();
  const test = code.check(checker, "v");
  const method = write(test, code.declarations());
  factory = code.compile(`(original,refuse)=>({${method}}).m`) as Factory<A> | undefined;
  if (factory !== undefined) known.set(checker, factory);
  return factory;
}
