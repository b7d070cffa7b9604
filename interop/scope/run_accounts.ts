/**
 * What became of a run's transaction, as the client knows it. `in doubt` is one whose COMMIT was sent
 * and never answered: the server alone knows. `lost` broke before anything was sent to commit it.
 */
export type Outcome = "committed" | "in doubt" | "rolled back" | "lost" | "not begun";

const OUTCOMES: readonly Outcome[] = ["committed", "in doubt", "rolled back", "lost", "not begun"];

/** What there is when the runs are over. */
export interface Leftovers {
  /** Scopes of runs that are not closed. */
  readonly scopes: number;
  /** Ids of the rows. */
  readonly rows: ReadonlySet<number>;
  /** Connections of PostgreSQL besides the one that asks. */
  readonly connections: number;
  /** Clients of Redis besides the one that asks. */
  readonly clients: number;
  /** Locks whose run could not delete them any more. */
  readonly expiring: number;
  /** Locks that are there when they should have expired. */
  readonly keys: number;
}

/** The figures of a soak, and what is wrong with them. */
export interface Verdict {
  /** A table. */
  readonly lines: readonly string[];
  /** Empty if all is well. */
  readonly problems: readonly string[];
}

/** Counts what the runs, and those who disturb them, did; says whether the sums add up. */
export class RunAccounts {
  readonly #outcomes: Map<number, Outcome> = new Map();
  readonly #counters: Record<"opened" | "released" | "events", Map<string, number>> = {
    opened: new Map(),
    released: new Map(),
    events: new Map(),
  };

  /** Notes what becomes of a run's transaction; the last word counts. */
  tell(id: number): (outcome: Outcome) => void {
    return (outcome) => void this.#outcomes.set(id, outcome);
  }

  /** Adds one to a counter: what was opened, what was released, or what happened. */
  count(kind: "opened" | "released" | "events", what: string): void {
    const counter = this.#counters[kind];
    counter.set(what, (counter.get(what) ?? 0) + 1);
  }

  /** Compares the accounts of so many runs with what there is when they are over. */
  judge(runs: number, left: Leftovers): Verdict {
    const problems: string[] = [];
    const lines = [
      ...this.#judgeRows(runs, left.rows, problems),
      ...this.#judgeReleases(problems),
      ...this.#listEvents(),
      ...judgeLeftovers(left, problems),
    ];
    return { lines, problems };
  }

  #judgeRows(runs: number, rows: ReadonlySet<number>, problems: string[]): string[] {
    const lines = [row("What became of the transactions", "runs", "rows")];
    const ids = Map.groupBy(
      Array.from({ length: runs }, (_, id) => id),
      (id) => this.#outcomes.get(id) ?? "not begun",
    );
    let strangers = rows.size;
    for (const outcome of OUTCOMES) {
      const own = ids.get(outcome) ?? [];
      const written = own.filter((id) => rows.has(id)).length;
      strangers -= written;
      lines.push(row(`  ${outcome}`, own.length, written));
      if (outcome === "in doubt") continue;
      const expected = outcome === "committed" ? own.length : 0;
      if (written !== expected) problems.push(`${written} rows of ${own.length} runs ${outcome}`);
    }
    if (strangers > 0) problems.push(`${strangers} rows are of no run`);
    return [...lines, row("  all", runs, rows.size), ""];
  }

  #judgeReleases(problems: string[]): string[] {
    const lines = [row("What was held", "opened", "released")];
    for (const [what, opened] of this.#counters.opened) {
      const released = this.#counters.released.get(what) ?? 0;
      lines.push(row(`  ${what}`, opened, released));
      if (released !== opened) problems.push(`${opened} of ${what} opened, ${released} released`);
    }
    return [...lines, ""];
  }

  #listEvents(): string[] {
    const events = [...this.#counters.events].sort();
    return [
      row("What happened", "", "times"),
      ...events.map(([what, times]) => row(`  ${what}`, "", times)),
      "",
    ];
  }
}

function judgeLeftovers(left: Leftovers, problems: string[]): string[] {
  const { scopes, connections, clients, keys, expiring } = left;
  const counts = {
    "scopes": scopes,
    "connections to PostgreSQL": connections,
    "clients of Redis": clients,
    "keys in Redis": keys,
  };
  const lines = [row("What is left", "", "")];
  for (const [what, count] of Object.entries(counts)) {
    lines.push(row(`  ${what}`, "", count));
    if (count > 0) problems.push(`${count} ${what} are left`);
  }
  return [...lines, row("  (locks of broken connections that expired)", "", expiring - keys)];
}

function row(name: string, ...cells: (string | number)[]): string {
  return (name.padEnd(46) + cells.map((cell) => cell.toLocaleString("en").padStart(10)).join(""))
    .trimEnd();
}
