/** What V8 leaves on an object: the text is put together when it is first read. */
interface Trace {
  readonly stack?: unknown;
}

/** This module's folder: its frames say nothing to whoever looks for the place. */
const OWN_FOLDER = new URL("../", import.meta.url).href;
const OWN_TEST = /_(test|bench)\.ts:\d+:\d+$/;
/** Frames of the runtime itself. */
const OF_RUNTIME = /^(ext|node|native|internal):/;

/**
 * Where in the caller's code something was acquired. Making one takes two to four microseconds, as it
 * keeps the bare stack; the text, which costs five times as much, is made when it is asked for.
 */
export class AcquisitionPlace {
  readonly #trace: Trace = {};

  /**
   * Keeps the stack.
   *
   * @param below The function that the caller called, where it is known: its own frame and those
   * above it are left out.
   */
  constructor(below?: (...args: never[]) => unknown) {
    Error.captureStackTrace(this.#trace, below ?? AcquisitionPlace);
  }

  /** File, line and column, as `file:///app/orders.ts:12:34`; `undefined` if the stack is empty. */
  get text(): string | undefined {
    return placeIn(this.#trace.stack);
  }
}

/** The first frame of a stack outside of this module; in a bundle, where all are one, the first. */
export function placeIn(stack: unknown): string | undefined {
  if (typeof stack !== "string") return undefined;
  const places = stack.split("\n").map(placeOfFrame).filter((place) => place !== undefined);
  return places.find((place) => !place.startsWith(OWN_FOLDER) || OWN_TEST.test(place)) ??
    places[0];
}

function placeOfFrame(line: string): string | undefined {
  const place = /^\s*at (?:[^(]*\((.+:\d+:\d+)\)|(?:async )?(.+:\d+:\d+))$/.exec(line);
  const text = place?.[1] ?? place?.[2];
  return text === undefined || OF_RUNTIME.test(text) ? undefined : text;
}
