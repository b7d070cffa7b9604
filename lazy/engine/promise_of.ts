/**
 * A promise of the platform for whatever can be awaited: it settles later, never at once, and not with
 * another promise.
 */
export function promiseOf(awaited: PromiseLike<unknown>): Promise<unknown> {
  return awaited instanceof Promise ? awaited : Promise.resolve(awaited);
}
