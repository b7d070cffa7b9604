import assert from "node:assert/strict";
import { runGuests } from "./interop_jsr.ts";
import { temporaryRepository } from "./source_files.ts";

const PACKAGE = {
  "deno.json": JSON.stringify({
    name: "@weir/std",
    version: "0.0.0",
    exports: { ".": "./mod.ts", "./lazy": "./lazy/mod.ts" },
    exclude: ["interop/jsr/"],
  }),
  "mod.ts": "export const root: number = 1;",
  "lazy/mod.ts": "export const one: number = 1;",
};

function guest(value: number): Record<string, string> {
  return {
    "interop/jsr/guest_test.ts": `import { one } from "@weir/std/lazy";
      import { root } from "@weir/std";
      Deno.test("one is a number", () => { if (one + root !== ${value}) throw new Error(); });`,
  };
}

/** Runs the guests of a repository against a registry that answers with `status`. */
async function run(
  files: Record<string, string>,
  status?: number,
): Promise<{ code: number; lines: string[] }> {
  await using repository = await temporaryRepository({ ...PACKAGE, ...files });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(null, { status: status ?? 200 }),
  );
  const port = server.addr.port;
  if (status === undefined) await server.shutdown();
  const lines: string[] = [];
  const code = await runGuests(repository.root, `http://127.0.0.1:${port}`, (line) => {
    lines.push(line);
  });
  return { code, lines };
}

Deno.test("runGuests() says not run when the folder is missing or JSR is out of reach", async () => {
  assert.deepEqual(await run({}, 200), {
    code: 0,
    lines: ["not run: there is no folder interop/jsr yet"],
  });
  assert.deepEqual(await run(guest(2)), { code: 0, lines: ["not run: JSR cannot be reached"] });
  assert.deepEqual(await run(guest(2), 503), { code: 0, lines: ["not run: JSR answers 503"] });
});

Deno.test("runGuests() runs the guests, with the package by name, when JSR answers", async () => {
  const { code, lines } = await run(guest(2), 200);
  assert.deepEqual([code, lines.at(-1)], [0, "passed: interop/jsr"], lines.join("\n"));
});

Deno.test("runGuests() fails when a guest fails", async () => {
  const { code, lines } = await run(guest(3), 200);
  assert.deepEqual([code, lines.at(-1)], [1, "failed: interop/jsr"]);
});
