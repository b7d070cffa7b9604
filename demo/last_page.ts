import { AsyncSeq } from "@weir/std/lazy";
import type { Store } from "@weir/std/streams";
import { events } from "./events_table.ts";
import { count } from "./progress.ts";

const pageSize = 20;

/** Walks over the releases in the database page by page, and shows the last page. */
export async function showLastPage(store: Store, signal: AbortSignal): Promise<void> {
  const pages = AsyncSeq
    .fromPages((cursor: string | undefined) =>
      store.page(events, cursor === undefined ? {} : { after: cursor })
    )
    .filter((row) => row.category === "releases")
    .pages(pageSize);
  const last = await pages.last({ signal });
  if (last === undefined) return console.log("  nothing was released");
  console.log(`  releases, ${pageSize} a page; page ${count(last.number)} is the last:\n`);
  for (const { event, action, repository, title } of last.items) {
    const what = `${event} ${action ?? ""}`;
    console.log(`    ${what.padEnd(22)} ${repository?.padEnd(28)} ${title ?? ""}`.trimEnd());
  }
}
