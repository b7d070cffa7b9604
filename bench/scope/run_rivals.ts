import { join } from "node:path";

/**
 * Runs a script of this folder in a process of its own. The rivals stand in a lock file of their own:
 * Deno fetches all that is in the one of the repository as soon as a program needs any of it.
 */
export async function runRivals(
  script: string,
  args: readonly string[],
  options: Pick<Deno.CommandOptions, "signal" | "stderr">,
): Promise<Deno.CommandOutput> {
  const folder = import.meta.dirname!;
  const flags = [`--lock=${join(folder, "deno.lock")}`, "--v8-flags=--expose-gc"];
  return await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", ...flags, join(folder, script), ...args],
    ...options,
  }).output();
}
