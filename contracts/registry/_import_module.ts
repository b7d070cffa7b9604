/** Imports a module by its address. */
export function importModule(url: string): Promise<Readonly<Record<string, unknown>>> {
  return import(url);
}
