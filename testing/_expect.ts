/**
 * Assertions of the suites, so that they run wherever the part under test runs: equality by value,
 * and rejection by the name of the error, which survives two copies of a package.
 */

/** Fails unless `actual` equals `expected` by value; keys may come in any order. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [show(actual), show(expected)];
  if (left === right) return;
  const [is, should] = [excerpt(left), excerpt(right)];
  throw new Error(`Expected ${what} to be ${should}: current value is ${is}`);
}

/** Fails unless `condition` holds. */
export function expectThat(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Expected ${what}`);
}

/** Fails unless the call rejects with an error of this name; returns the error. */
export async function expectRejection(
  call: () => Promise<unknown>,
  name: string,
  what: string,
): Promise<Error> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Error && error.name === name) return error;
    throw new Error(`Expected ${what} to reject with ${name}: current value is ${error}`, {
      cause: error,
    });
  }
  throw new Error(`Expected ${what} to reject with ${name}: it resolved`);
}

/** One text per value, the same for equal values. */
export function show(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes(${value.join(" ")})`;
  if (value instanceof Map) return `map ${show(Object.fromEntries(value))}`;
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    const texts = entries.map(([key, each]) => `${JSON.stringify(key)}: ${show(each)}`);
    return `{${texts.sort().join(", ")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** A message that nobody can read to its end helps nobody. */
function excerpt(text: string): string {
  return text.length <= 2_000 ? text : `${text.slice(0, 2_000)}… (${text.length} characters)`;
}
