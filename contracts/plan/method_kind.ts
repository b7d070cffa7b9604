/** How a method answers. */
export type MethodKind = "sync" | "async" | "generator" | "asyncGenerator";

/** All kinds of methods. */
export const METHOD_KINDS: readonly MethodKind[] = ["sync", "async", "generator", "asyncGenerator"];

/** A method as this module calls it. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

const WORDS: Readonly<Record<MethodKind, string>> = {
  sync: "a method",
  async: "an async method",
  generator: "a generator method",
  asyncGenerator: "an async generator method",
};

/** Names a kind the way messages do: `an async method`. */
export function kindWords(kind: MethodKind): string {
  return WORDS[kind];
}

/** Tells how a function was written; what answers like an async one may still be written plainly. */
export function writtenKind(method: unknown): MethodKind {
  const tag = Object.prototype.toString.call(method);
  if (tag === "[object AsyncFunction]") return "async";
  if (tag === "[object GeneratorFunction]") return "generator";
  return tag === "[object AsyncGeneratorFunction]" ? "asyncGenerator" : "sync";
}

/**
 * Tells whether a function can keep a kind. A plain function may return a promise or an iterator,
 * so it fits everywhere; what it really returns is checked at each call.
 */
export function fitsKind(written: MethodKind, kind: MethodKind): boolean {
  return written === "sync" || written === kind;
}

/** What stands in front of the name of a method of a kind. */
export const KIND_PREFIX: Readonly<Record<MethodKind, string>> = {
  sync: "",
  async: "async ",
  generator: "*",
  asyncGenerator: "async *",
};

/** Says how to turn one kind into another, or which kind the specification may have forgotten. */
export function kindHint(written: MethodKind, kind: MethodKind): string {
  const marks = (one: MethodKind): string[] => KIND_PREFIX[one].match(/\w+|\*/g) ?? [];
  const removed = marks(written).filter((one) => !marks(kind).includes(one));
  const added = marks(kind).filter((one) => !marks(written).includes(one));
  const list = (verb: string, some: readonly string[]) =>
    some.length === 0 ? [] : [`${verb} ${some.map((one) => `"${one}"`).join(" and ")}`];
  const hint = [...list("remove", removed), ...list("add", added)].join(" and ");
  // The specification of a plain method names no kind, so it is the likelier place to be wrong.
  const isForgotten = kind === "sync" && removed.includes("*");
  return isForgotten ? `${hint}, or say kind: "${written}" in the contract` : hint;
}
