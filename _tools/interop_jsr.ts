/**
 * Runs `interop/jsr`, the programs that use this package beside packages of JSR, where JSR can be
 * reached (`JSR_URL` is respected). Elsewhere it says "not run", never "passed".
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type PackageFile, readPackageFile, repository } from "./source_files.ts";

const TIMEOUT_MS = 10_000;

/**
 * The configuration under which the guests run: `deno.json` leaves their folder out of every other
 * run, so they get the same imports, and the package by name, from a file of their own.
 */
export function guestConfig(packageFile: PackageFile, root: string): Record<string, unknown> {
  const { name, exports, imports, ...rest } = packageFile;
  const own = Object.entries(exports).map(([entry, path]) =>
    [join(name, entry), pathToFileURL(join(root, path)).href] as const
  );
  const { compilerOptions, test } = rest as Record<string, unknown>;
  return { imports: { ...imports, ...Object.fromEntries(own) }, compilerOptions, test };
}

/** Says why the guests cannot run, or returns `undefined` when they can. */
export async function reasonNotToRun(root: string, registry: string): Promise<string | undefined> {
  const isThere = await Deno.stat(join(root, "interop/jsr")).then(() => true, () => false);
  if (!isThere) return "there is no folder interop/jsr yet";
  try {
    const url = new URL("@std/assert/meta.json", registry.replace(/\/?$/, "/"));
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok ? undefined : `JSR answers ${response.status}`;
  } catch {
    return "JSR cannot be reached";
  }
}

/** Runs the guests if they can run; returns the exit code. */
export async function runGuests(
  root: string,
  registry: string,
  print: (line: string) => void,
): Promise<number> {
  const reason = await reasonNotToRun(root, registry);
  if (reason !== undefined) {
    print(`not run: ${reason}`);
    return 0;
  }
  const folder = await Deno.makeTempDir({ prefix: "weir_jsr_" });
  try {
    const config = join(folder, "deno.json");
    await Deno.writeTextFile(
      config,
      JSON.stringify(guestConfig(await readPackageFile(root), root)),
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "--allow-all", "--no-lock", `--config=${config}`, "interop/jsr/"],
      cwd: root,
    }).output();
    const decoder = new TextDecoder();
    print((decoder.decode(stderr) + decoder.decode(stdout)).trimEnd());
    print(code === 0 ? "passed: interop/jsr" : "failed: interop/jsr");
    return code;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const registry = Deno.env.get("JSR_URL") ?? "https://jsr.io";
  Deno.exit(await runGuests(repository, registry, (line) => console.log(line)));
}
