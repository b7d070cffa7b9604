/** What a page keeps where nobody sees it: its cursor, or what makes it. */
type Kept = string | null | (() => string);

/** A constructor that takes an object over instead of making one. */
class Given {
  constructor(object: object) {
    return object;
  }
}

class Keeper extends Given {
  #kept: Kept;

  constructor(page: object, kept: Kept) {
    super(page);
    this.#kept = kept;
  }

  static read(page: object): string | null {
    if (!(#kept in page)) {
      throw new TypeError(
        "Cannot read the cursor of a page through a proxy or an heir of it: " +
          "hand on a copy, { ...page }",
      );
    }
    const kept = page.#kept;
    return page.#kept = typeof kept === "function" ? kept() : kept;
  }
}

const CURSOR: PropertyDescriptor = {
  enumerable: true,
  configurable: true,
  get(this: object): string | null {
    return Keeper.read(this);
  },
};

/**
 * Adds `cursor` to a page: an own property that is made when it is read first. All pages share one
 * getter, as an engine makes a class of its own for an object with a getter of its own, which is
 * dear to make and dear to collect.
 */
export function addCursor<P extends object>(
  page: P,
  kept: Kept,
): P & { readonly cursor: string | null } {
  new Keeper(page, kept);
  return Object.defineProperty(page, "cursor", CURSOR) as never;
}
