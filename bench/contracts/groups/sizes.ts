import { gzipSync } from "node:zlib";
import type { Group, Samples } from "../../measure/group.ts";
import { bundle } from "../bundle.ts";

/** Libraries whole, then programs that use a function or a method with three schemas. */
const FILES: readonly (readonly [name: string, path: string])[] = [
  ["weir contracts", "entries/weir.ts"],
  ["weir contracts, a program", "programs/weir.ts"],
  ["valibot", "rivals/valibot.ts"],
  ["valibot, a program", "programs/valibot.ts"],
  ["zod", "rivals/zod.ts"],
  ["zod, a program", "programs/zod.ts"],
  ["TypeBox", "rivals/typebox.ts"],
  ["TypeBox, a program", "programs/typebox.ts"],
  ["io-ts", "rivals/io_ts.ts"],
  ["io-ts, a program", "programs/io_ts.ts"],
  ["ArkType", "rivals/arktype.ts"],
  ["ArkType, a program", "programs/arktype.ts"],
  ["class-validator", "rivals/class_validator.ts"],
  ["class-validator, a program", "programs/class_validator.ts"],
  ["Effect", "rivals/effect.ts"],
  ["Effect, a program", "programs/effect.ts"],
];

/** Thousands of bytes of a file with all that it imports, minified and compressed. */
async function sizeOf(path: string): Promise<number> {
  return gzipSync(await bundle(path), { level: 9 }).length / 1_000;
}

/** What a browser would load: `deno bundle --minify`, then gzip. */
export const group: Group = {
  title: "size, minified and compressed",
  unit: "kB",
  goals: [
    { form: "weir contracts", below: 9 },
    { form: "weir contracts, a program", below: 9 },
  ],
  async measure(): Promise<Samples> {
    const samples: Record<string, number[]> = {};
    for (const [name, path] of FILES) samples[name] = [await sizeOf(path)];
    return samples;
  },
};
