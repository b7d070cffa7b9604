import { type Cursor, DONE, NO_ITEMS } from "../engine/cursor.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import { addCursor } from "./cursor_property.ts";
import type { Page } from "./page.ts";
import type { PagedRun } from "./paged_run.ts";
import { beyond } from "./refusal.ts";

/** What a pass over pages is told. */
export interface Paging {
  /** The run that items are pulled from. */
  readonly run: PagedRun;
  /** Whether the run may have to wait. */
  readonly isAsync: boolean;
  /** Items per page. */
  readonly size: number;
  /** Whether an item after each page is pulled. */
  readonly lookahead: boolean;
  /** Items to leave out before the first page. */
  readonly skipped: number;
  /** Items of earlier pages. */
  readonly start: number;
  /** How many pages there were before; `undefined` if they are not counted. */
  readonly number: number | undefined;
  /** Tells where the run is. */
  save(): unknown[] | undefined;
  /** Makes the cursor of a page from how many items and pages there were, 0 if not counted. */
  makeCursor(start: number, number: number, state: unknown[] | undefined): string;
}

/** One pass over pages: what a run over pages pulls from. */
export class PagingCursor implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #paging: Paging;
  readonly #run: PagedRun;
  readonly #size: number;
  #skipped: number;
  #start: number;
  #number: number | undefined;
  /** Items of the page that is being filled; kept for the next, as it has grown to its size. */
  readonly #page: unknown[] = [];
  #count = 0;
  /** Where the run was when the page became full. */
  #state: unknown[] | undefined;
  /** The item that was pulled after the page; `END` stands for none. */
  #ahead: unknown = END;
  /** Whether the run is being asked, by who may not close it in turn then. */
  #isFilling = false;
  #isEnded = false;

  constructor(paging: Paging) {
    this.#paging = paging;
    this.#run = paging.run;
    this.#size = paging.size;
    this.#skipped = paging.skipped;
    this.#start = paging.start;
    this.#number = paging.number;
  }

  next(): unknown {
    if (this.#isEnded) return DONE;
    const ahead = this.#ahead;
    this.#count = 0;
    this.#ahead = END;
    if (ahead !== END && this.#receive(ahead)) return this.#emit();
    return this.#fill();
  }

  forget(): void {
    this.#isEnded = true;
  }

  close(reason?: unknown): unknown {
    this.#isEnded = true;
    return this.#isFilling ? this.#run.abandon(reason) : this.#run.close(reason);
  }

  #fill(): unknown {
    const run = this.#run;
    this.#isFilling = true;
    try {
      if (this.#fillAtOnce(run)) return this.#emit();
      let out = run.pull();
      while (out !== PENDING && !this.#receive(out)) out = run.pull();
      return out === PENDING ? this.#wait() : this.#emit();
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Tells whether the page is complete. */
  #fillAtOnce(run: PagedRun): boolean {
    const size = this.#size;
    if (run.fill === undefined || this.#skipped > 0 || this.#count === size) return false;
    this.#count = run.fill(this.#page, this.#count, size);
    if (this.#count < size) return this.#end();
    this.#state = this.#paging.save();
    return !this.#paging.lookahead;
  }

  /** Goes on with a run that has to wait first. */
  async #wait(): Promise<unknown> {
    const run = this.#run;
    try {
      let out: unknown = PENDING;
      do {
        while (out === PENDING) out = run.resume(await run.awaited);
        if (this.#receive(out)) return this.#emit();
        out = run.pull();
      } while (true);
    } catch (error) {
      return await this.#fail(error);
    }
  }

  /** Takes an item in; tells whether the page is complete. */
  #receive(out: unknown): boolean {
    if (out === END) return this.#end();
    if (this.#skipped > 0) return this.#leaveOut();
    if (this.#count === this.#size) {
      this.#ahead = out;
      return true;
    }
    this.#page[this.#count++] = out;
    if (this.#count < this.#size) return false;
    this.#state = this.#paging.save();
    return !this.#paging.lookahead;
  }

  #end(): true {
    if (this.#skipped > 0 && !this.#isEnded) throw beyond();
    this.#isEnded = true;
    return true;
  }

  #leaveOut(): false {
    this.#skipped--;
    return false;
  }

  #emit(): IteratorResult<Page<unknown>, undefined> {
    this.#isFilling = false;
    if (this.#count === 0) return DONE;
    const items = this.#page.slice(0, this.#count);
    const start = this.#start;
    const number = this.#number === undefined ? undefined : ++this.#number;
    const next = this.#start += items.length;
    const state = this.#state;
    const { lookahead, size } = this.#paging;
    const hasNext = this.#isEnded ? false : lookahead ? true : undefined;
    const makeCursor = () => this.#paging.makeCursor(next, number ?? 0, state);
    const page = { items, number, size, start, hasNext };
    return { done: false, value: addCursor(page, this.#isEnded ? null : makeCursor) };
  }

  /** What fails while closing gives way to the failure that came first. */
  #fail(error: unknown): unknown {
    this.#isFilling = false;
    this.#isEnded = true;
    return this.#paging.isAsync ? this.#failAsync(error) : this.#failSync(error);
  }

  #failSync(error: unknown): never {
    try {
      this.#run.fail();
    } catch {
      throw error;
    }
    throw error;
  }

  async #failAsync(error: unknown): Promise<never> {
    try {
      await this.#run.fail();
    } catch {
      throw error;
    }
    throw error;
  }
}
