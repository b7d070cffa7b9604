/** How a script is run. */
export interface RunOptions extends Pick<Deno.CommandOptions, "signal" | "stderr"> {
  /** Path of the lock file that names the rivals. */
  readonly lock: string;
  /** Flags for the engine, besides the one that lets garbage be collected. */
  readonly v8Flags?: readonly string[];
}

/**
 * Runs a script in a process of its own. Rivals stand in a lock file of their own: Deno fetches all
 * that is in the one of the repository as soon as a program needs any of it.
 */
export async function runScript(
  script: string,
  args: readonly string[],
  { lock, v8Flags = [], ...options }: RunOptions,
): Promise<Deno.CommandOutput> {
  const flags = [`--lock=${lock}`, `--v8-flags=${["--expose-gc", ...v8Flags].join(",")}`];
  return await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", ...flags, script, ...args],
    ...options,
  }).output();
}
