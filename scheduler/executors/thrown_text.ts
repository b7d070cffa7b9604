/** Turns whatever was thrown to text, for messages and events; never throws itself. */
export function thrownText(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch {
    // An object without a prototype, a revoked proxy, a getter that throws.
    return "a value without text";
  }
}
