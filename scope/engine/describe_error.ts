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

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  return error.message === "" ? error.name : `${error.name}: ${error.message}`;
}
