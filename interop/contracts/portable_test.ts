import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** A runtime, and the first major version that runs TypeScript with all that the sources use. */
interface Runtime {
  readonly command: string;
  readonly args: readonly string[];
  readonly since: number;
}

const RUNTIMES: readonly Runtime[] = [
  { command: Deno.execPath(), args: ["run", "-A"], since: 2 },
  { command: "node", args: [], since: 24 },
  { command: "bun", args: [], since: 1 },
];

/** Runs a program; `undefined` where there is none of the name. */
async function run(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("contract() works in other runtimes when they run its sources", async () => {
  const program = fileURLToPath(import.meta.resolve("./portable.ts"));
  for (const { command, args, since } of RUNTIMES) {
    const version = await run(command, ["--version"]);
    const major = Number(/\d+/.exec(version ?? "")?.[0] ?? 0);
    if (major < since) {
      console.log(
        `${command}: not run, needs version ${since}, found ${version?.trim() ?? "none"}`,
      );
      continue;
    }
    assert.match(await run(command, [...args, program]) ?? "", /^all parts passed$/m, command);
  }
});
