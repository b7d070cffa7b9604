import type { TaskContext } from "@weir/std/scheduler";

/** One line of a repository's history. */
export interface Row {
  readonly author: string;
  readonly changed: number;
}

/** What a report says about a repository. */
export interface Report {
  readonly repository: string;
  readonly changed: number;
  readonly busiest: string;
}

/** Counts who changed how much. The first attempt at "river" ends its thread without a word. */
export function report(
  input: { repository: string; rows: readonly Row[] },
  ctx: TaskContext,
): Report {
  const byAuthor = new Map<string, number>();
  for (const [index, { author, changed }] of input.rows.entries()) {
    ctx.throwIfCancelled();
    byAuthor.set(author, (byAuthor.get(author) ?? 0) + changed);
    const halfWay = index === Math.floor(input.rows.length / 2);
    if (halfWay && input.repository === "river" && ctx.attempt === 1) closeThread();
  }
  const [busiest] = [...byAuthor].toSorted((a, b) => b[1] - a[1])[0] ?? ["nobody"];
  const changed = [...byAuthor.values()].reduce((sum, lines) => sum + lines, 0);
  return { repository: input.repository, changed, busiest };
}

/** Puts the reports into one table, the most changed repository first. */
export function merge(reports: readonly Report[]): readonly Report[] {
  return reports.toSorted((a, b) => b.changed - a.changed);
}

function closeThread(): never {
  (globalThis as unknown as { close(): void }).close();
  // The thread ends with this turn of its event loop; nothing after this may answer.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}
