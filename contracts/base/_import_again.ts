/**
 * Returns a module that is loaded already, once it has been evaluated; `undefined` where that fails.
 * Its code does not run again.
 */
export async function importAgain(url: string): Promise<object | undefined> {
  try {
    return await import(url);
  } catch {
    // It failed, and whoever imported it first was told so; or the host forbids to ask.
    return undefined;
  }
}
