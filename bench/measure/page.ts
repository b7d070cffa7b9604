/** Rows as a Markdown table whose columns line up in the source, too. */
export function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(Math.max(3, width))).join(" | ")} |`;
  return [lines[0]!, rule, ...lines.slice(1)];
}

/** Puts lines between the marks of a section of a page. */
export function replaceSection(page: string, section: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${section}: written by its command -->`, `<!-- ${section} end -->`];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from === -1 || to < from) {
    throw new Error(`Cannot write the section as the page lacks these lines:\n${start}\n${end}`);
  }
  const ignored = ["<!-- deno-fmt-ignore-start -->", ...lines, "<!-- deno-fmt-ignore-end -->"];
  return page.slice(0, from) + [start, ...ignored, end].join("\n") + page.slice(to + end.length);
}

/** Writes a section of a page, given by its path. */
export async function writeSection(
  page: string,
  section: string,
  lines: readonly string[],
): Promise<void> {
  await Deno.writeTextFile(page, replaceSection(await Deno.readTextFile(page), section, lines));
}

/** Where and when figures were taken, as far as it matters to them. */
export function machine(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Deno ${Deno.version.deno}, V8 ${Deno.version.v8}, ${Deno.build.os} ${Deno.build.arch}, ` +
    `${navigator.hardwareConcurrency} cores, ${day}`;
}
