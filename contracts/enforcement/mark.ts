/** Makes a wrapper look like what it wraps: same name, same length. */
export function mark<F extends object>(wrapper: F, original: object): F {
  for (const key of ["name", "length"]) {
    const descriptor = Object.getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) Object.defineProperty(wrapper, key, descriptor);
  }
  return wrapper;
}

/** Whether two properties have the same functions, or are both not there. */
export function sameAs(
  one: PropertyDescriptor | undefined,
  other: PropertyDescriptor | undefined,
): boolean {
  return one?.value === other?.value && one?.get === other?.get && one?.set === other?.set;
}
