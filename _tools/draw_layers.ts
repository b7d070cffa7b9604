/**
 * Draws the table of `layers.ts` as Markdown with a Mermaid diagram, and keeps the copy of it in
 * ARCHITECTURE.md, between two marks, up to date.
 *
 * @module
 */
import { join } from "node:path";
import { type Layer, LENGTHS, LIBRARY, OUTSIDE, PLATFORM } from "./layers.ts";
import { repository } from "./source_files.ts";

/** The line before the drawing. */
export const START = "<!-- layers: drawn by `deno task draw` from _tools/layers.ts -->";
/** The line after the drawing. */
export const END = "<!-- layers end -->";

/** Draws the table, with both marks. */
export function drawLayers(): string {
  const folders = LIBRARY.filter((layer) => layer.folder !== ".");
  const outside = Object.entries(OUTSIDE);
  const exceptions = Object.entries(LENGTHS.exceptions);
  return [
    START,
    "<!-- deno-fmt-ignore-start -->",
    "```mermaid",
    "flowchart TD",
    ...folders.flatMap(arrows),
    "```",
    "",
    "| from | may import | because |",
    "| --- | --- | --- |",
    ...LIBRARY.flatMap(rows),
    ...outside.map(([name, holds]) =>
      `| ${name} | the package by name, third parties | ${holds} |`
    ),
    "",
    "Files that may touch the platform:",
    "",
    ...PLATFORM.map(({ files, may, reason }) => `- \`${files}\`: ${may.join(", ")}; ${reason}`),
    "",
    `Lengths: at most ${LENGTHS.file} code lines a file and ${LENGTHS.function} a function; ` +
    `tests at most ${LENGTHS.testFile} lines.`,
    ...exceptions.map(([path, { limit, reason }]) => `- \`${path}\`: ${limit}; ${reason}`),
    "<!-- deno-fmt-ignore-end -->",
    END,
  ].join("\n");
}

function arrows({ folder, imports }: Layer): string[] {
  const targets = Object.keys(imports).filter((name) => !name.endsWith(".ts"));
  return targets.map((name) => `  ${node(folder)} --> ${node(name)}`);
}

/** Mermaid wants a name without a slash, and shows the label in quotes. */
function node(folder: string): string {
  return `${folder.replaceAll("/", "_")}["${folder}"]`;
}

function rows({ folder, holds, imports }: Layer): string[] {
  const entries = Object.entries(imports);
  if (entries.length === 0) return [`| ${folder} | nothing | ${holds} |`];
  return entries.map(([name, reason]) => `| ${folder} | ${name} | ${reason} |`);
}

/** Puts the drawing between the marks of a page. */
export function replaceDrawing(page: string, drawing: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end < start) {
    throw new Error(`Cannot draw the layers as the page lacks these lines:\n${START}\n${END}`);
  }
  return page.slice(0, start) + drawing + page.slice(end + END.length);
}

if (import.meta.main) {
  const path = join(repository, "ARCHITECTURE.md");
  await Deno.writeTextFile(path, replaceDrawing(await Deno.readTextFile(path), drawLayers()));
}
