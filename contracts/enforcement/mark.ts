/** Makes a wrapper look like what it wraps: same name, same length. */
export function mark<F extends object>(wrapper: F, { name, length }: Named): F {
  Object.defineProperty(wrapper, "name", { value: name, configurable: true });
  if (length !== 0) Object.defineProperty(wrapper, "length", { value: length, configurable: true });
  return wrapper;
}

/** What a function says about itself. */
interface Named {
  readonly name: string;
  readonly length: number;
}

/** Whether two properties have the same functions, or are both not there. */
export function sameAs(
  one: PropertyDescriptor | undefined,
  other: PropertyDescriptor | undefined,
): boolean {
  return one?.value === other?.value && one?.get === other?.get && one?.set === other?.set;
}

/**
 * Whether an object lets a member of its own be replaced, or one that it inherits be covered. `own` is
 * the member, if it is its own.
 */
export function isReplaceable(
  holder: object,
  key: PropertyKey,
  own: PropertyDescriptor | undefined = Object.getOwnPropertyDescriptor(holder, key),
): boolean {
  if (!Object.isExtensible(holder)) return false;
  return own === undefined || own.configurable === true || own.writable === true;
}
