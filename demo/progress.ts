const encoder = new TextEncoder();

/**
 * Shows how something is getting on: one line that is redrawn on a terminal, a plain line every
 * second elsewhere.
 */
export class Progress implements Disposable {
  readonly #parts: () => readonly string[];
  readonly #terminal = Deno.stderr.isTerminal();
  readonly #ticking: ReturnType<typeof setInterval>;
  #drawn = false;

  /** @param parts Called for what to show, padded into columns. */
  constructor(parts: () => readonly string[]) {
    this.#parts = parts;
    this.#ticking = setInterval(() => this.#draw(), this.#terminal ? 100 : 1_000);
  }

  /** Draws a last time and ends the line. */
  [Symbol.dispose](): void {
    clearInterval(this.#ticking);
    this.#draw();
    if (this.#terminal && this.#drawn) Deno.stderr.writeSync(encoder.encode("\n"));
  }

  #draw(): void {
    this.#drawn = true;
    const parts = this.#parts();
    const wide = `  ${parts.join("  ")}`;
    if (!this.#terminal) return console.error(wide);
    const columns = terminalColumns();
    const narrow = parts.map((part) => part.trim().replace(/ +/g, " ")).join(" ");
    const text = wide.length < columns ? wide : narrow.slice(0, columns - 1);
    Deno.stderr.writeSync(encoder.encode(`\r\x1b[K${text}`));
  }
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
