import type { Constructor } from "./registry_entry.ts";

/**
 * The classes that a value brings: itself if it can be created, otherwise those that a module
 * exports, each once. Plain functions of a module do not count.
 */
export function exportedClasses(value: unknown): Constructor[] {
  if (isConstructor(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  const exported = Object.values(value).filter(isConstructor);
  return [...new Set(exported)].filter((each) => /^(class|@)/.test(String(each)));
}

function isConstructor(value: unknown): value is Constructor {
  if (typeof value !== "function") return false;
  // The prototype of a hooked base is an accessor: to read it is to extend it.
  const prototype: unknown = Object.getOwnPropertyDescriptor(value, "prototype")?.value;
  return typeof prototype === "object" && prototype !== null;
}
