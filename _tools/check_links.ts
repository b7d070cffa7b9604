/**
 * Checks the links between the pages of the repository: a relative link must lead to a file or a
 * folder, and its anchor to a heading, as GitHub writes them. Nothing is fetched.
 *
 * @module
 */
import { join, relative } from "node:path";
import { listFiles, report, repository } from "./source_files.ts";
import { lineAt } from "./source_text.ts";

const LINK = /\]\(\s*<?([^\s()<>]+)>?(?:\s+["'][^)]*)?\s*\)/g;
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)/gm;
const HEADING = /^ {0,3}#{1,6}\s+(.+?)(?:\s+#+)?\s*$/gm;

/** Finds links that lead nowhere, as `path:line: target does not exist`. */
export async function checkLinks(root: string): Promise<string[]> {
  const pages = new Map<string, string>();
  for (const path of await listFiles(root, [".md"])) {
    if (/(^|\/)testdata\//.test(path)) continue;
    pages.set(path, blankFences(await Deno.readTextFile(join(root, path))));
  }
  const problems: string[] = [];
  for (const [path, text] of pages) {
    for (const { target, line } of findLinks(text)) {
      const problem = await judge(root, pages, path, target);
      if (problem !== undefined) problems.push(`${path}:${line}: ${problem}`);
    }
  }
  return problems;
}

function findLinks(text: string): { target: string; line: number }[] {
  const prose = text.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, blank).replace(/<!--[^]*?-->/g, blank);
  return [...prose.matchAll(LINK), ...prose.matchAll(DEFINITION)]
    .map((match) => ({ target: match[1]!, line: lineAt(prose, match.index) }))
    .sort((a, b) => a.line - b.line);
}

async function judge(
  root: string,
  pages: ReadonlyMap<string, string>,
  path: string,
  target: string,
): Promise<string | undefined> {
  if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(target)) return undefined;
  const [place, anchor] = target.split("#") as [string, string | undefined];
  const base = place.startsWith("/") ? root : join(root, path, "..");
  const file = place === "" ? join(root, path) : join(base, decodeURIComponent(place));
  const name = relative(root, file).replaceAll("\\", "/");
  const exists = !name.startsWith("..") && await Deno.stat(file).then(() => true, () => false);
  if (!exists) return `${target} does not exist`;
  const page = pages.get(name);
  if (anchor === undefined || page === undefined) return undefined;
  return anchorsOf(page).has(anchor) ? undefined : `${target} is no heading of ${name}`;
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of page.matchAll(HEADING)) {
    const plain = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").trim().toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-");
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function blankFences(markdown: string): string {
  return markdown.replace(/^( *)(`{3,}|~{3,})[^]*?(?:^ *\2[`~]*\s*?$|(?![^]))/gm, blank);
}

/** As long as the text and with its lines, but empty. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

if (import.meta.main) {
  report("links", await checkLinks(repository), "every relative link leads somewhere");
}
