/** Runs something, and returns the texts that code was generated from meanwhile. */
export function generatedTexts(run: () => void): string[] {
  const Original = globalThis.Function;
  const texts: string[] = [];
  globalThis.Function = function (...parts: string[]) {
    texts.push(parts.at(-1)!);
    return new Original(...parts);
  } as unknown as FunctionConstructor;
  try {
    run();
  } finally {
    globalThis.Function = Original;
  }
  return texts;
}

/** A text without the line that makes it the only one of its kind. */
export function withoutId(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}
