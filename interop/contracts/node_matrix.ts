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

const COMPILER = "typescript@5.9.3";
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MATRIX = "contracts/testdata/override_matrix";

/** A cell of the matrix: where it stands, and the text of its module. */
interface Cell {
  readonly row: number;
  readonly form: number;
  readonly isLegacy: boolean;
  readonly text: string;
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

/** Asks the matrix for its cells and writes them to files. */
async function writeCells(): Promise<Cell[]> {
  const args = ["run", "-A", join(ROOT, MATRIX, "print_cells.ts")];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
  const cells: Cell[] = JSON.parse(new TextDecoder().decode(stdout));
  for (const kind of ["standard", "legacy"]) await Deno.mkdir(join(folder, kind));
  for (const cell of cells) {
    // The compiler would only complain that nothing has a type.
    const text = `// @ts-nocheck\n${cell.text}`;
    await Deno.writeTextFile(join(folder, `${fileOf(cell)}.ts`), text);
  }
  return cells;
}

function fileOf({ row, form, isLegacy }: Cell): string {
  return `${isLegacy ? "legacy" : "standard"}/cell_${form}_${row}`;
}

async function compile(
  name: string,
  { rootDir, ...what }: { readonly rootDir: string } & Readonly<Record<string, unknown>>,
  experimentalDecorators = false,
): Promise<void> {
  const config = join(folder, `${name}.json`);
  const compilerOptions = {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    moduleDetection: "force",
    rewriteRelativeImportExtensions: true,
    experimentalDecorators,
    noCheck: true,
    types: [],
    rootDir,
    outDir: name === "library" ? join(folder, "out") : join(folder, "out", name),
  };
  await Deno.writeTextFile(config, JSON.stringify({ compilerOptions, ...what }));
  await run(["-y", "-p", COMPILER, "tsc", "-p", config]);
}

/** The program that Node runs. */
function mainText(cells: readonly Cell[]): string {
  const files = cells.map((cell) => ({ ...cell, text: "", file: `./out/${fileOf(cell)}.js` }));
  return `
import { COMPILED_FORMS } from "./out/${MATRIX}/form.js";
import { ROWS } from "./out/${MATRIX}/rows.js";
import { runCell } from "./out/${MATRIX}/run_cell.js";
let failed = 0;
for (const { row, form, file } of ${JSON.stringify(files)}) {
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
