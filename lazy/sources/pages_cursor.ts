import { formatValue } from "../../_internal/check_option.ts";
import { type Cursor, DONE, NO_ITEMS } from "../engine/cursor.ts";
import { beyond } from "../paging/refusal.ts";

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

/**
 * A cursor over fetched pages: items of a page that is here cost no promise. From the moment a page
 * begins to be handed out, up to `prefetch` pages after it are fetched, one after the other, since
 * each says where the next one begins. A failure comes when its page is due.
 */
export class PagesCursor<T, C> implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly #fetch: FetchPage<T, C>;
  readonly #prefetch: number;
  readonly #controller = new AbortController();
  /** The pages that have been fetched and not begun. */
  readonly #ahead: Fetched<T, C>[] = [];
  items: ArrayLike<T> = NO_ITEMS;
  index = 0;
  /** The page that items are of. */
  #page: Fetched<T, C> | undefined;
  /** Cursor of the page to fetch next. */
  #cursor: C | undefined;
  /** Items to leave out of the first page. */
  #skipped = 0;
  /** Whether no page is left to fetch. */
  #isLast = false;
  #fetching: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(fetch: FetchPage<T, C>, start: C | undefined, prefetch: number = 0) {
    this.#fetch = fetch;
    this.#cursor = start;
    this.#prefetch = prefetch;
  }

  next(): unknown {
    return this.#take() ?? this.#wait();
  }

  /** A page that has been used up is not fetched again, unless it is the last. */
  save(isRewound: boolean): [cursor: unknown, index: number] {
    const { items, cursor, next } = this.#page!;
    const index = isRewound ? this.index - 1 : this.index;
    if (index >= items.length && next !== undefined) return [next, 0];
    return [cursor ?? null, index];
  }

  load([cursor, index]: [cursor: C | null, index: number]): boolean {
    this.#cursor = cursor ?? undefined;
    this.#skipped = index;
    return true;
  }

  #isOver = false;

  forget(): void {
    this.#isOver = true;
    this.#isLast = true;
    this.items = NO_ITEMS;
    this.#ahead.length = 0;
    this.#failure = undefined;
  }

  close(reason?: unknown): void {
    if (this.#isOver) return;
    this.forget();
    this.#controller.abort(reason);
  }

  /** What `next()` returns, or `undefined` if a page has to be fetched first. */
  #take(): IteratorResult<T, undefined> | undefined {
    while (this.index >= this.items.length) {
      const page = this.#ahead.shift();
      if (page === undefined) return this.#end();
      this.#page = page;
      this.items = page.items;
      this.index = this.#skipped;
      this.#skipped = 0;
      if (this.index > page.items.length) throw beyond();
      if (this.#ahead.length < this.#prefetch) this.#fetchPage();
    }
    return { done: false, value: this.items[this.index++]! };
  }

  #end(): IteratorResult<T, undefined> | undefined {
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#isLast ? DONE : undefined;
  }

  async #wait(): Promise<unknown> {
    for (;;) {
      await this.#fetchPage();
      const result = this.#take();
      if (result !== undefined) return result;
    }
  }

  /** Fetches one page, unless that is under way or there is none; never rejects. */
  #fetchPage(): Promise<void> | undefined {
    if (this.#isLast) return undefined;
    return this.#fetching ??= Promise
      .try(() => this.#fetch(this.#cursor, { signal: this.#controller.signal }))
      .then((page) => this.#receive(page))
      .catch((error) => this.#fail(error));
  }

  #receive(page: FetchedPage<T, C>): void {
    this.#fetching = undefined;
    if (this.#isLast) return;
    checkPage(page);
    const cursor = this.#cursor;
    this.#cursor = page.next ?? undefined;
    this.#ahead.push({ items: page.items, cursor, next: this.#cursor });
    this.#isLast = this.#cursor === undefined;
    if (this.#ahead.length < this.#prefetch) this.#fetchPage();
  }

  #fail(error: unknown): void {
    this.#fetching = undefined;
    if (this.#isLast) return;
    this.#isLast = true;
    this.#failure = { error };
  }
}

/** A page, and where it and the next one begin. */
interface Fetched<T, C> {
  readonly items: readonly T[];
  readonly cursor: C | undefined;
  readonly next: C | undefined;
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
