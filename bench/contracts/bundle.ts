import { join } from "node:path";
import { LOCK } from "./paths.ts";

/** A file of this folder with all that it imports, minified as for a browser. */
export async function bundle(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const flags = ["--quiet", "--minify", "--platform=browser", `--lock=${LOCK}`];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...flags, join(import.meta.dirname!, path)],
  }).output();
  if (success) return stdout;
  throw new Error(`Cannot bundle ${path}: ${new TextDecoder().decode(stderr)}`);
}
