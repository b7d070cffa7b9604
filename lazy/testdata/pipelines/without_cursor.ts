/** A page without what resumes after it, its fields in a fixed order. Promises are waited for. */
export function withoutCursor(page: unknown): unknown {
  if (page instanceof Promise) return page.then(withoutCursor);
  const { hasNext, items, number, size, start } = page as Record<string, unknown>;
  return { hasNext, items, number, size, start };
}
