let isAllowed: boolean | undefined;

/** Tells whether this host runs generated code; strict content policies do not. */
export function canGenerate(): boolean {
  return isAllowed ??= tryToCompile([], "return true") !== undefined;
}

/**
 * Compiles the body of a function; undefined where the host refuses that, which it may do at any
 * time. From then on nobody asks it again.
 */
export function tryToCompile(
  names: readonly string[],
  body: string,
): ((...args: readonly unknown[]) => unknown) | undefined {
  try {
    return new Function(...names, body) as (...args: readonly unknown[]) => unknown;
  } catch (error) {
    // Code that is wrong is no refusal.
    if (error instanceof SyntaxError) throw error;
    isAllowed = false;
    return undefined;
  }
}
