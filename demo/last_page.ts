import { AsyncSeq } from "@weir/std/lazy";
import type { Store } from "@weir/std/streams";
import { events } from "./events_table.ts";
import { count } from "./progress.ts";

const pageSize = 20;

/**
 * Pages through the releases in the database as requests of a client would: the first page, then, by
 * nothing but the cursor that came with it, on to the last. Rows are read as pages need them.
 */
export async function showLastPage(store: Store, signal: AbortSignal): Promise<void> {
  const releases = AsyncSeq
    .fromPages((cursor: string | undefined) =>
      store.page(events, cursor === undefined ? {} : { after: cursor })
    )
    .filter((row) => row.category === "releases");
  const first = await releases.pages(pageSize).first({ signal });
  if (first === undefined) return console.log("  nothing was released");
  const after = first.cursor;
  const last = after === null ? first : await releases.pages(pageSize, { after }).last({ signal });
  const { number = 1, items } = last ?? first;
  console.log(`  releases, ${pageSize} a page; page ${count(number)} is the last`);
  if (after !== null) {
    console.log(`  it was reached by the cursor of page 1, a text of ${after.length} characters`);
  }
  console.log();
  for (const { event, action, repository, title } of items) {
    const what = `${event} ${action ?? ""}`;
    console.log(`    ${what.padEnd(22)} ${repository?.padEnd(28)} ${title ?? ""}`.trimEnd());
  }
}
