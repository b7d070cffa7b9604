/**
 * Returns a test for the built-in kind of object that a member of its prototype works with. Unlike
 * `instanceof` it knows those of other realms, and those that only inherit from the prototype.
 */
export function hasSlot<T extends object>(
  prototype: T,
  key: keyof T,
): (value: unknown) => value is T {
  const member = Object.getOwnPropertyDescriptor(prototype, key)!;
  const read: unknown = member.get ?? member.value;
  return (value): value is T => {
    if (typeof value !== "object" || value === null) return false;
    try {
      Reflect.apply(read as () => unknown, value, []);
      return true;
    } catch {
      return false;
    }
  };
}
