import { AsyncSeq } from "../../async_seq.ts";
import type { ProbeOptions } from "./probes.ts";
import type { World } from "./world.ts";

/** Cuts items into pages of uneven lengths, some of them empty. */
function cut(items: readonly unknown[]): unknown[][] {
  const pages: unknown[][] = [];
  let at = 0;
  for (let page = 0; at < items.length || page === 0; page++) {
    const length = (items.length * 7 + page * 5) % 4;
    pages.push(items.slice(at, at + length));
    at += length;
  }
  return pages;
}

/** A paged service that logs what is fetched, and that it was told to stop. */
export function fetchedPages(world: World, { name, items }: ProbeOptions): AsyncSeq<unknown> {
  const pages = cut(items);
  return AsyncSeq.fromPages((cursor: number | undefined, { signal }) => {
    if (cursor === undefined) signal.onabort = () => world.note(`${name}.return()`);
    return world.later(() => {
      world.act(`${name}.fetch(${cursor})`);
      const next = (cursor ?? 0) + 1;
      return next < pages.length ? { items: pages[next - 1]!, next } : { items: pages[next - 1]! };
    });
  });
}

/** The same as the reference sees it. */
export function pagesProbe(world: World, { name, items }: ProbeOptions): Iterator<unknown> {
  const pages = cut(items);
  let cursor = 0;
  let page: unknown[] = [];
  let isFetching = false;
  return {
    next() {
      while (page.length === 0 && cursor < pages.length) {
        isFetching = true;
        world.act(`${name}.fetch(${cursor === 0 ? undefined : cursor})`);
        page = [...pages[cursor++]!];
      }
      return page.length > 0
        ? { done: false, value: page.shift() }
        : { done: true, value: undefined };
    },
    return() {
      if (isFetching) world.note(`${name}.return()`);
      return { done: true, value: undefined };
    },
  };
}
