import { AsyncSeq } from "@weir/std/lazy";
import type { Store } from "@weir/std/streams";
import { events } from "./events_table.ts";
import { count } from "./progress.ts";

const pageSize = 20;

/** Walks over the pull requests in the database page by page, and shows the last page. */
export async function showLastPage(store: Store, signal: AbortSignal): Promise<void> {
  const pages = AsyncSeq
    .fromPages((cursor: string | undefined) =>
      store.page(events, cursor === undefined ? {} : { after: cursor })
    )
    .filter((row) => row.event === "pull_request" && row.action === "opened")
    .pages(pageSize);
  const last = await pages.last({ signal });
  if (last === undefined) return console.log("  no pull request was opened");
  console.log(`  opened pull requests, page ${count(last.number)} of ${count(last.number)}:`);
  for (const { repository, actor, title } of last.items) {
    console.log(`    ${repository?.padEnd(30)} ${actor?.padEnd(14)} ${title}`);
  }
}
