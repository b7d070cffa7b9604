/** The functions and classes that a module exports, each once. */
export function exportedFunctions(module: object): object[] {
  const functions = new Set<object>();
  for (const key of Object.getOwnPropertyNames(module)) {
    const value = read(module, key);
    if (typeof value === "function") functions.add(value);
  }
  return [...functions];
}

function read(module: object, key: string): unknown {
  try {
    return Reflect.get(module, key);
  } catch {
    // V8 hands over some modules while they wait for something: not all of their names have a value.
    return undefined;
  }
}
