import { join } from "node:path";
import type { Group, Samples } from "../../measure/group.ts";
import { runScript } from "../../measure/run_script.ts";
import { bundle } from "../bundle.ts";
import { LOCK } from "../paths.ts";

const ROUNDS = 4;

const folder = join(import.meta.dirname!, "..");

/** Modules that stand for a whole library each. */
const ENTRIES: readonly (readonly [name: string, path: string])[] = [
  ["an empty module", "entries/empty.ts"],
  ["weir contracts", "entries/weir.ts"],
  ["valibot", "rivals/valibot.ts"],
  ["zod", "rivals/zod.ts"],
  ["TypeBox", "rivals/typebox.ts"],
  ["io-ts", "rivals/io_ts.ts"],
  ["class-validator", "rivals/class_validator.ts"],
  ["ArkType", "rivals/arktype.ts"],
  ["Effect", "rivals/effect.ts"],
];

/** Nanoseconds that an import takes in a new process. */
async function importNs(file: string): Promise<number> {
  const script = join(folder, "time_import.ts");
  const { stdout } = await runScript(script, [file], { lock: LOCK });
  return Number(new TextDecoder().decode(stdout)) * 1e6;
}

/** Files and compiled code are in the caches of Deno and of the system, as after a first run. */
export const group: Group = {
  title: "an import in a new process",
  unit: "ns",
  goals: [{ form: "weir contracts", over: "an empty module", below: 2e6 }],
  async measure(): Promise<Samples> {
    const bundled = await Deno.makeTempFile({ suffix: ".js" });
    await Deno.writeFile(bundled, await bundle("entries/weir.ts"));
    const files: [string, string][] = ENTRIES.map(([name, path]) => [name, join(folder, path)]);
    files.splice(2, 0, ["weir contracts, one bundled file", bundled]);
    for (const [, file] of files) await importNs(file);
    const samples: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, file] of files) (samples[name] ??= []).push(await importNs(file));
    }
    await Deno.remove(bundled);
    return samples;
  },
};
