/**
 * Runs the override matrix on Node: the library, the rows and every cell are compiled to JavaScript
 * by the TypeScript compiler, the legacy decorators with `experimentalDecorators`. Needs `npx`, and
 * the network for what that has not fetched yet, so it is no part of the default tests.
 *
 * ```sh
 * deno run -A interop/contracts/node_matrix.ts        # Node 24
 * deno run -A interop/contracts/node_matrix.ts 20 22
 * ```
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILED_FORMS, type Form } from "../../contracts/testdata/override_matrix/form.ts";
import type { Row } from "../../contracts/testdata/override_matrix/row.ts";
import { ROWS } from "../../contracts/testdata/override_matrix/rows.ts";
import { cellText, fits } from "../../contracts/testdata/override_matrix/run_cell.ts";

const COMPILER = "typescript@5.9.3";
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MATRIX = "contracts/testdata/override_matrix";

/** A cell, and the file that it is compiled to. */
interface Cell {
  readonly row: number;
  readonly form: number;
  readonly file: string;
}

const folder = await Deno.makeTempDir({ prefix: "weir_node_matrix_" });
try {
  const cells = await writeCells();
  await compile("library", {
    rootDir: ROOT,
    files: ["rows.ts", "run_cell.ts"].map((file) => join(ROOT, MATRIX, file)),
  });
  for (const kind of ["standard", "legacy"]) {
    const include = [join(folder, kind, "*.ts")];
    await compile(kind, { rootDir: join(folder, kind), include }, kind === "legacy");
  }
  await Deno.writeTextFile(join(folder, "package.json"), '{ "type": "module" }');
  await Deno.writeTextFile(join(folder, "main.js"), mainText(cells));
  const versions = Deno.args.length === 0 ? ["24"] : Deno.args;
  for (const version of versions) await run(["-y", `node@${version}`, join(folder, "main.js")]);
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function writeCells(): Promise<Cell[]> {
  for (const kind of ["standard", "legacy"]) await Deno.mkdir(join(folder, kind));
  const cells: Cell[] = [];
  for (const [form, how] of COMPILED_FORMS.entries()) {
    for (const [row, what] of ROWS.entries()) {
      if (!fits(what, how)) continue;
      const file = `${folderOf(how)}/cell_${form}_${row}`;
      await Deno.writeTextFile(join(folder, `${file}.ts`), typedText(what, how));
      cells.push({ row, form, file: `./out/${file}.js` });
    }
  }
  return cells;
}

function folderOf({ isLegacy }: Form): string {
  return isLegacy === true ? "legacy" : "standard";
}

/** The compiler would only complain that nothing has a type. */
function typedText(row: Row, form: Form): string {
  return `// @ts-nocheck\n${cellText(row, form)}`;
}

async function compile(name: string, what: object, isLegacy = false): Promise<void> {
  const config = join(folder, `${name}.json`);
  const out = name === "library" ? join(folder, "out") : join(folder, "out", name);
  const compilerOptions = {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    moduleDetection: "force",
    rewriteRelativeImportExtensions: true,
    experimentalDecorators: isLegacy,
    noCheck: true,
    types: [],
    outDir: out,
  };
  const { rootDir, ...files } = what as { rootDir: string };
  const options = { ...compilerOptions, rootDir };
  await Deno.writeTextFile(config, JSON.stringify({ compilerOptions: options, ...files }));
  await run(["-y", "-p", COMPILER, "tsc", "-p", config]);
}

/** The program that Node runs. */
function mainText(cells: readonly Cell[]): string {
  return `
import { COMPILED_FORMS } from "./out/${MATRIX}/form.js";
import { ROWS } from "./out/${MATRIX}/rows.js";
import { runCell } from "./out/${MATRIX}/run_cell.js";
let failed = 0;
for (const { row, form, file } of ${JSON.stringify(cells)}) {
  try {
    await runCell(ROWS[row], COMPILED_FORMS[form], async () => (await import(file)).default);
  } catch (error) {
    failed++;
    console.error(COMPILED_FORMS[form].name + ": " + ROWS[row].name, error);
  }
}
console.log("node " + process.versions.node + ": ${cells.length} cells, " + failed + " failed");
process.exitCode = failed === 0 ? 0 : 1;
`;
}

async function run(args: string[]): Promise<void> {
  const { success } = await new Deno.Command("npx", { args, cwd: folder }).spawn().status;
  if (!success) throw new Error(`npx ${args.join(" ")} failed`);
}
