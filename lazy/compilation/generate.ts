/**
 * Makes a function of a text of our own.
 *
 * @throws {TypeError} If the host does not run generated code; caused by what it threw.
 */
export function generate(param: string, text: string): (argument: never) => unknown {
  try {
    return new Function(param, text) as (argument: never) => unknown;
  } catch (cause) {
    // Code that is wrong is no refusal.
    if (cause instanceof SyntaxError) throw cause;
    throw new TypeError(
      "Cannot compile the sequence as this host does not run generated code: use the sequence " +
        "without compile(), which gives the same results, or allow 'unsafe-eval' in the content " +
        "security policy",
      { cause },
    );
  }
}

/**
 * Checks that the host runs generated code.
 *
 * @throws {TypeError} If it does not.
 */
export function checkGeneration(): void {
  generate("", "return true");
}
