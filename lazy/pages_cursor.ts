import { formatValue } from "../_internal/check_option.ts";
import type { Cursor } from "./cursor.ts";

/** One page of a paged service, and where the next one begins. */
export interface FetchedPage<T, C> {
  /** Items of the page; an empty page does not end the sequence. */
  readonly items: readonly T[];
  /** Cursor of the next page; `undefined` or `null` on the last page. */
  readonly next?: C | null | undefined;
}

/** Fetches the page at `cursor`; `undefined` asks for the first page. */
export type FetchPage<T, C> = (
  cursor: C | undefined,
  options: {
    /** Aborts when the run ends before the last page, so that a request under way can stop. */
    readonly signal: AbortSignal;
  },
) => FetchedPage<T, C> | PromiseLike<FetchedPage<T, C>>;

/** A cursor over fetched pages: items of a page that is here cost no promise. */
export class PagesCursor<T, C> implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly #fetch: FetchPage<T, C>;
  readonly #controller = new AbortController();
  #items: readonly T[] = [];
  #index = 0;
  #cursor: C | undefined;
  #isLast = false;

  constructor(fetch: FetchPage<T, C>, start: C | undefined) {
    this.#fetch = fetch;
    this.#cursor = start;
  }

  next(): unknown {
    if (this.#index < this.#items.length) {
      return { done: false, value: this.#items[this.#index++] };
    }
    return this.#isLast ? { done: true, value: undefined } : this.#fetchNext();
  }

  async #fetchNext(): Promise<unknown> {
    do {
      const page = await this.#fetch(this.#cursor, { signal: this.#controller.signal });
      checkPage(page);
      this.#items = page.items;
      this.#index = 0;
      this.#cursor = page.next ?? undefined;
      this.#isLast ||= this.#cursor === undefined;
    } while (this.#items.length === 0 && !this.#isLast);
    return this.next();
  }

  forget(): void {
    this.#isLast = true;
    this.#items = [];
  }

  close(reason?: unknown): void {
    this.forget();
    this.#controller.abort(reason);
  }
}

function checkPage(page: unknown): void {
  const items = (page as { items?: unknown } | null | undefined)?.items;
  if (Array.isArray(items)) return;
  throw new TypeError(
    `Cannot read a fetched page as "items" must be an array: current value is ${
      formatValue(page === null || typeof page !== "object" ? page : items)
    }`,
  );
}
