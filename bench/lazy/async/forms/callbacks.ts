import type { AsyncImplementation } from "../shapes.ts";

/** `for await` loops by hand that call the callbacks: the limit of whoever generates no code. */
export const shapes: AsyncImplementation = {
  async filterMapReduce(source, keep, map, add, initial) {
    let total = initial;
    for await (const item of source) {
      if (keep(item)) total = add(total, map(item));
    }
    return total;
  },
  async pagesReduce(pages, keep, map, add, initial) {
    let total = initial;
    for await (const items of pages.read()) {
      for (const item of items) {
        if (keep(item)) total = add(total, map(item));
      }
    }
    return total;
  },
};
