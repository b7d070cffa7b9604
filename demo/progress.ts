const encoder = new TextEncoder();

/** A column of a progress line. */
export interface ProgressColumn {
  /** Its heading. */
  readonly name: string;
  /** Its width; text is set left, numbers right. */
  readonly width: number;
  /** Called for what to show. */
  readonly value: () => string | number;
}

/**
 * Shows how something is getting on, under headings: one line that is redrawn on a terminal, a plain
 * line every second elsewhere.
 */
export class Progress implements Disposable {
  readonly #columns: readonly ProgressColumn[];
  readonly #terminal = Deno.stderr.isTerminal();
  readonly #ticking: ReturnType<typeof setInterval>;

  /** @param columns What to show, together not wider than a terminal. */
  constructor(columns: readonly ProgressColumn[]) {
    this.#columns = columns;
    console.error(
      columns.map(({ name, width, value }) => pad(name, width, typeof value() === "number"))
        .join("  "),
    );
    this.#ticking = setInterval(() => this.#draw(), this.#terminal ? 100 : 1_000);
  }

  /** Draws a last time and ends the line. */
  [Symbol.dispose](): void {
    clearInterval(this.#ticking);
    this.#draw();
    if (this.#terminal) Deno.stderr.writeSync(encoder.encode("\n"));
  }

  #draw(): void {
    const line = this.#columns.map(({ width, value }) => {
      const now = value();
      return typeof now === "number" ? pad(count(now), width, true) : pad(now, width, false);
    }).join("  ");
    if (!this.#terminal) return console.error(line);
    const text = line.slice(0, terminalColumns() - 1);
    Deno.stderr.writeSync(encoder.encode(`\r\x1b[K${text}`));
  }
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

/** A terminal may claim to have no columns. */
function terminalColumns(): number {
  const { columns } = Deno.consoleSize();
  return columns < 20 ? 80 : columns;
}

/** Highest and current resident memory of this process. */
export class MemoryGauge implements Disposable {
  /** At the start, in bytes. */
  readonly start: number = Deno.memoryUsage().rss;
  #peak: number = this.start;
  readonly #ticking: ReturnType<typeof setInterval> = setInterval(() => this.now, 50);

  /** Now, in bytes. */
  get now(): number {
    const { rss } = Deno.memoryUsage();
    this.#peak = Math.max(this.#peak, rss);
    return rss;
  }

  /** The highest that was seen, in bytes. */
  get peak(): number {
    return this.#peak;
  }

  /** Stops looking. */
  [Symbol.dispose](): void {
    clearInterval(this.#ticking);
  }
}

/** Writes bytes as whole megabytes. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}

/** Writes a count with separators. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}
