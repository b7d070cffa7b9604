const LONGEST = 90;

/** An error on one short line, for a cell of the tree. */
export function describeError(error: unknown): string {
  const text = plainText(errorText(error));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Text without control characters, so that a name or a message cannot break the picture. */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

/** What is thrown may be anything, a proxy that throws in its turn included. */
function errorText(error: unknown): string {
  try {
    if (!(error instanceof Error)) return `thrown ${typeof error}`;
    const { name, message } = error;
    return message === "" ? String(name) : `${name}: ${message}`;
  } catch {
    return `thrown ${typeof error}`;
  }
}
