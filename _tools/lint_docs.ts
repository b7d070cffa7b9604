/**
 * Runs `deno doc --lint` on every entry of `deno.json`.
 *
 * @module
 */
import { entryFiles, readPackageFile, repository } from "./source_files.ts";

/** Lints the documentation of every entry; returns the exit code and what was said. */
export async function lintDocs(root: string): Promise<{ code: number; output: string }> {
  const entries = entryFiles(await readPackageFile(root));
  const result = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", ...entries],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  return { code: result.code, output: new TextDecoder().decode(result.stderr) };
}

if (import.meta.main) {
  const { code, output } = await lintDocs(repository);
  console.error(output.trimEnd());
  Deno.exitCode = code;
}
