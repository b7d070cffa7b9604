import { FORMS } from "./testdata/override_matrix/form.ts";
import { ROWS } from "./testdata/override_matrix/rows.ts";
import { fits, runCell } from "./testdata/override_matrix/run_cell.ts";

async function load(text: string): Promise<(env: object) => void> {
  const module = await import(`data:application/typescript,${encodeURIComponent(text)}`);
  return module.default;
}

for (const form of FORMS) {
  for (const row of ROWS.filter((row) => fits(row, form))) {
    Deno.test(`implement() keeps its promises when a ${form.name} marks the class: ${row.name}`, async () => {
      await runCell(row, form, load);
    });
  }
}
