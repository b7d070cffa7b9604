import type { PullRun } from "../engine/pull_run.ts";

/** What items of pages are pulled from. */
export interface PagedRun extends PullRun {
  /**
   * Puts items into a page that has `count` until it has `size`, or there are no more; returns how
   * many it has then. Only runs that never wait can do it.
   */
  fill?(page: unknown[], count: number, size: number): number;
}
