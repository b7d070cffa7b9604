import { join } from "node:path";
import { isTestData, isTestFile } from "./source_files.ts";
import { splitComments } from "./source_text.ts";

/**
 * Reads a test file together with the test data it imports, directly or through other test data: a
 * variable that only a helper reads is still one that the test needs.
 */
export async function readTestText(root: string, path: string): Promise<string> {
  const texts = new Map<string, string>();
  async function read(file: string): Promise<void> {
    if (texts.has(file)) return;
    texts.set(file, "");
    const text = await Deno.readTextFile(join(root, file)).catch(() => "");
    texts.set(file, text);
    const found = splitComments(text).code.matchAll(
      /\b(?:from|import)\s*\(?\s*["'](\.[^"'\n]+)["']/g,
    );
    const imports = [...found].map((match) => join(file, "..", match[1]!).replaceAll("\\", "/"));
    await Promise.all(imports.filter((to) => isTestData(to) || isTestFile(to)).map(read));
  }
  await read(path);
  return [...texts.values()].join("\n");
}
