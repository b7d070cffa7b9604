import type { NumbersPage, PagedNumbers } from "./shapes.ts";

/** How many integers come one by one. */
export const COUNT = 100_000;

const PAGE_SIZE = 256;

/** Integers that come one by one. */
export async function* numbers(count: number = COUNT): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield number;
}

/** The same integers in pages of 256, all made beforehand. */
const PAGES: readonly NumbersPage[] = Array.from(
  { length: Math.ceil(COUNT / PAGE_SIZE) },
  (_, at) => {
    const from = at * PAGE_SIZE;
    const length = Math.min(PAGE_SIZE, COUNT - from);
    const items = Array.from({ length }, (_, number) => from + number);
    return from + length < COUNT ? { items, next: at + 1 } : { items };
  },
);

/** The service that has them. */
export const pages: PagedNumbers = {
  fetch: (cursor = 0) => Promise.resolve(PAGES[cursor]!),
  async *read() {
    for (let cursor: number | undefined = 0; cursor !== undefined;) {
      const page: NumbersPage = await pages.fetch(cursor);
      yield page.items;
      cursor = page.next;
    }
  },
};
