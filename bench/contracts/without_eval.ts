/** Flags of a process in which nothing can be compiled from a text. */
export const WITHOUT_EVAL: readonly string[] = ["--disallow-code-generation-from-strings"];
