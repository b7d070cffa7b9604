/** A place in source code. */
export interface CallSite {
  /** Address of the module, such as `file:///app/store.ts`. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

/** A place that was remembered and is worked out when somebody asks. */
export type LazySite = () => CallSite | undefined;

/**
 * Remembers who called `above`. Only the raw stack is taken here; turning it into text (and through
 * source maps) costs far more and is needed only for messages, so it waits for the first question.
 */
export function captureSite(above: (...args: never[]) => unknown): LazySite {
  let holder: { stack?: string } | undefined = {};
  let site: CallSite | undefined;
  Error.captureStackTrace?.(holder, above);
  return () => {
    if (holder !== undefined) {
      site = parseSite(holder.stack);
      holder = undefined;
    }
    return site;
  };
}

/**
 * Writes a site with its file name alone, `store.ts:17:23`; names that a program has many of get
 * their folder, `store/mod.ts:17:23`.
 */
export function formatSite({ file, line, column }: CallSite): string {
  const at = `:${line}:${column}`;
  // The address of such a module is its whole text.
  if (file.startsWith("data:")) return `data:…${at}`;
  return /(?:[^/]+\/(?=(?:mod|index)\.\w+$))?[^/]*$/.exec(file)![0] + at;
}

/** An address may hold blanks, "(" and "@", as scoped packages do; in front of evaluated code it does not count. */
const PLACE = /((?:file|https?|data|blob|ext):(?!.*<anonymous>).*|[^\s(@]+):(\d+):(\d+)\)?$/;

/** Reads the first place of a stack as V8 (`at f (url:1:2)`) or the others (`f@url:1:2`) print it. */
export function parseSite(stack: string | undefined): CallSite | undefined {
  for (const line of stack?.split("\n") ?? []) {
    const match = PLACE.exec(line);
    if (match === null || match[1]!.startsWith("ext:")) continue;
    return Object.freeze({ file: match[1]!, line: Number(match[2]), column: Number(match[3]) });
  }
  return undefined;
}
