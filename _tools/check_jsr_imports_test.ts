import assert from "node:assert/strict";
import { checkJsrImports } from "./check_jsr_imports.ts";
import { temporaryRepository } from "./source_files.ts";

/** Written apart, so that this file passes the check it tests. */
const JSR = "js" + "r:";
const GUEST = "@std/" + "async";

async function check(files: Record<string, string>): Promise<string[]> {
  const packageFile = JSON.stringify({ exports: {}, imports: { [GUEST]: `${JSR}${GUEST}@1` } });
  await using repository = await temporaryRepository({ "deno.json": packageFile, ...files });
  return await checkJsrImports(repository.root);
}

Deno.test("checkJsrImports() passes mentions, ignored fences and the guests' own folder", async () => {
  const problems = await check({
    "interop/jsr/guest.ts": `import "${JSR}@std/log"; import "${GUEST}";`,
    "README.md": `Add \`${JSR}@weir/std\`.\n\`\`\`ts ignore\nimport "${JSR}@std/log";\n\`\`\`\n`,
    "a.ts": `// import "${JSR}@std/log";\nimport "${GUEST}hronous"; import pg from "npm:pg";`,
    "b.ts": `export const text = "${JSR}@std/log";`,
  });
  assert.deepEqual(problems, []);
});

Deno.test("checkJsrImports() names every way to import what needs JSR", async () => {
  const problems = await check({
    "a.ts": [
      `import { a } from "${JSR}@std/log";`,
      `import type { A } from '${JSR}@std/log';`,
      `export * from "${JSR}@std/log";`,
      `const b = await import("${JSR}@std/log");`,
      `type B = import("${JSR}@std/log").B;`,
      `import {\n  deadline,\n} from "${GUEST}/deadline";`,
      `import "${GUEST}";`,
      `// @ts-types="${JSR}@std/log"`,
    ].join("\n"),
    "docs/guide.md": `# Guide\n\n\`\`\`ts\nimport "${GUEST}";\n\`\`\`\n`,
    "mod.ts": `/**\n * \`\`\`ts\n * import "${JSR}@std/log";\n * \`\`\`\n */\nexport {};\n`,
  });
  const log = `${JSR}@std/log needs JSR`;
  assert.deepEqual(problems.sort(), [
    `a.ts:10: ${log}`,
    `a.ts:1: ${log}`,
    `a.ts:2: ${log}`,
    `a.ts:3: ${log}`,
    `a.ts:4: ${log}`,
    `a.ts:5: ${log}`,
    `a.ts:8: ${GUEST}/deadline needs JSR`,
    `a.ts:9: ${GUEST} needs JSR`,
    `docs/guide.md:4: ${GUEST} needs JSR`,
    `mod.ts:3: ${log}`,
  ]);
});
