/**
 * How do I read a paged HTTP API with `Link: <…>; rel="next"` headers as one sequence, and show it
 * in pages of my own?
 *
 * Run it: deno run examples/lazy_link_headers.ts
 */
import { AsyncSeq } from "@weir/std/lazy";
import assert from "node:assert/strict";

interface Issue {
  readonly id: number;
  readonly isOpen: boolean;
}

const issues: Issue[] = Array.from({ length: 95 }, (_, id) => ({ id, isOpen: id % 3 !== 0 }));

/** Stands for the API: `GET /issues?from=30`, ten a page. */
function handle(request: Request): Response {
  const from = Number(new URL(request.url).searchParams.get("from") ?? 0);
  const links = [`<https://api.test/issues>; rel="first"; title="the first, with \\"quotes\\""`];
  // One link may stand for several relations, and its address may be relative.
  if (from + 10 < issues.length) links.push(`</issues?from=${from + 10}>; rel="next last-but-one"`);
  return Response.json(issues.slice(from, from + 10), { headers: { link: links.join(", ") } });
}

/** The address that a `Link` header (RFC 8288) gives for a relation. */
function linkOf(header: string | null, relation: string, base: string): string | undefined {
  const link = /<([^>]*)>((?:[^",]|"(?:[^"\\]|\\.)*")*)/g;
  const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]+))/g;
  for (const [, target = "", parameters = ""] of (header ?? "").matchAll(link)) {
    for (const [, name = "", quoted, token = ""] of parameters.matchAll(parameter)) {
      const value = quoted?.replace(/\\(.)/g, "$1") ?? token;
      const isMeant = value.toLowerCase().split(/\s+/).includes(relation);
      // Only the first `rel` of a link counts.
      if (name.toLowerCase() !== "rel") continue;
      if (isMeant) return new URL(target, base).href;
      break;
    }
  }
  return undefined;
}

const requested: string[] = [];

async function fetchPage(next: string | undefined, { signal }: { signal: AbortSignal }) {
  // The address comes back with a cursor of our own, so it is checked as any input.
  const url = new URL(next ?? "/issues", "https://api.test");
  if (url.origin !== "https://api.test") throw new Error(`Cannot fetch ${url.origin}`);
  requested.push(url.search);
  const response = await handle(new Request(url, { signal }));
  const items: Issue[] = await response.json();
  return { items, next: linkOf(response.headers.get("link"), "next", url.href) };
}

// The page after the one that is being read is fetched meanwhile.
const open = AsyncSeq.fromPages(fetchPage, { prefetch: 1 }).filter((issue) => issue.isOpen);
assert.equal(await open.count(), 63);
console.log(`all open issues: ${requested.length} requests`);

// A page for each request to us: the cursor goes on where the page before ended.
const lazily = AsyncSeq.fromPages(fetchPage).filter((issue) => issue.isOpen);
let cursor: string | undefined;
do {
  requested.length = 0;
  const page = await lazily.pages(25, { after: cursor }).first();
  assert(page !== undefined);
  const ids = page.items.map(({ id }) => id);
  console.log(
    `page ${page.number}: issues ${ids[0]} to ${ids.at(-1)}, ${requested.length} requests`,
  );
  assert(requested.length <= 5);
  cursor = page.cursor ?? undefined;
} while (cursor !== undefined);

const header = '<https://a.test/x,y>; title="a, \\"b\\"; rel=next", </z>; REL=next; rel="prev"';
assert.equal(linkOf(header, "next", "https://a.test/"), "https://a.test/z");
assert.equal(linkOf(header, "prev", "https://a.test/"), undefined);
assert.equal(linkOf(null, "next", "https://a.test/"), undefined);
