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

Deno.test("checkJsrImports() reads fences that stand in a list or after a text", async () => {
  const inList = (open: string) =>
    `/**\n * ${open}\n *   import "${JSR}@std/log";\n *   \`\`\`\n */\n`;
  const problems = await check({
    "item.ts": inList("- ```ts") + inList("1. Text: ```ts no-run") + "export {};\n",
    "guide.md": `- a\n  \`\`\`ts\n  import "${JSR}@std/log";\n  \`\`\`\n`,
    "mention.md": `Use \`\`\` or\n\n\`\`\`sh\nimport "${JSR}@std/log"\n\`\`\`\n`,
    "ignored.ts": inList("- ```ts ignore") + "export {};\n",
    "after.ts": `/** Text with \`\`\`\n * \`\`\`ts\n * import "${JSR}@std/log";\n * \`\`\`\n */\n`,
  });
  const log = `${JSR}@std/log needs JSR`;
  assert.deepEqual(problems.sort(), [
    `after.ts:3: ${log}`,
    `guide.md:3: ${log}`,
    `item.ts:3: ${log}`,
    `item.ts:8: ${log}`,
  ]);
});

Deno.test("checkJsrImports() reads every kind of source file", async () => {
  const kinds = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];
  const files = kinds.map((kind) => [`a.${kind}`, `import "${JSR}@std/log";`]);
  const problems = await check({ ...Object.fromEntries(files), "a.json": `"${JSR}@std/log"` });
  assert.deepEqual(
    problems.sort(),
    kinds.map((kind) => `a.${kind}:1: ${JSR}@std/log needs JSR`).sort(),
  );
});

Deno.test("checkJsrImports() names JSR by way of a worker, npm or a URL", async () => {
  const specifiers = [
    `npm:@${"jsr"}/std__log`,
    `npm:/@${"jsr"}/std__log@1`,
    `http://${"jsr"}.io/@std/log/mod.ts`,
    `https://npm.${"jsr"}.io/@std/log`,
  ];
  const problems = await check({
    "a.ts": specifiers.map((specifier) => `import "${specifier}";`).join("\n"),
    "b.ts": `new Worker("${JSR}@std/log", { type: "module" });\n` +
      `new Worker(new URL("${JSR}@std/log"), { type: "module" });`,
    "c.ts": 'import "npm:pg"; import "http://example.org/a.ts"; new Worker(new URL("./a.ts"));',
  });
  assert.deepEqual(problems.sort(), [
    ...specifiers.map((specifier, i) => `a.ts:${i + 1}: ${specifier} needs JSR`),
    `b.ts:1: ${JSR}@std/log needs JSR`,
    `b.ts:2: ${JSR}@std/log needs JSR`,
  ]);
});

Deno.test("checkJsrImports() asks deno info for what the text hides", async () => {
  const problems = await check({
    "a.ts": `import "\\u006asr:@std/log";`,
    "b.js": `/** @type {import("${JSR}@std/log").A} */\nexport const a = 1;`,
  });
  const log = `${JSR}@std/log needs JSR`;
  assert.deepEqual(problems.sort(), [`a.ts:1: ${log}`, `b.js:1: ${log}`]);
});
