/** Tests and examples lie in this module's folder, or are said to, but call it like any other. */
const CALLER_IN_FOLDER = /_(test|bench)\.[jt]s:|\/testdata\/|[$#]\d+-\d+/;
/** Frames of the runtime itself. */
const OF_RUNTIME = /^(ext|node|native|internal):/;
/** The doors of this module, by name, for bundles in which all code is in one file. */
const OWN_DOOR = /^(new )?_?(Scope|ResourcePool)\d?(\.|$)|^(withScope|acquireAll)$/;

/**
 * Where in the caller's code something was acquired. Making one keeps the bare stack, which takes
 * about 3 µs; the text, which costs ten times as much, is made when first asked for.
 *
 * A bare stack keeps alive what its functions were called on and what they close over, so whoever
 * keeps many of these, or waits for something to be collected, asks for the text in time.
 */
export class AcquisitionPlace {
  #trace: { readonly stack?: unknown } | undefined = {};
  #text: string | undefined = undefined;

  /**
   * Keeps the stack.
   *
   * @param below The function that the caller called, where it is known: its own frame and those of
   * what it called are left out.
   */
  constructor(below?: CallableFunction | NewableFunction) {
    Error.captureStackTrace(this.#trace!, below ?? AcquisitionPlace);
  }

  /** Whether the text has been made, so that nothing is kept alive. */
  get isRead(): boolean {
    return this.#trace === undefined;
  }

  /** File, line and column, as `file:///app/orders.ts:12:34`; `undefined` if the stack has none. */
  get text(): string | undefined {
    if (this.#trace !== undefined) {
      this.#text = placeIn(this.#trace.stack);
      this.#trace = undefined;
    }
    return this.#text;
  }
}

/**
 * The first place on a stack outside of this module. In a bundle, where all is in one file, it is the
 * first behind our own doors; a stack that never leaves the module has none.
 */
export function placeIn(stack: unknown, ownFile: string = import.meta.url): string | undefined {
  if (typeof stack !== "string") return undefined;
  const frames = stack.split("\n").map(parseFrame).filter((frame) => frame !== undefined);
  const own = withoutScheme(new URL("../", ownFile).href);
  const outside = frames.find(({ place }) =>
    !withoutScheme(place).startsWith(own) || CALLER_IN_FOLDER.test(place)
  );
  if (outside !== undefined) return outside.place;
  const isBundle = frames[0]?.place.startsWith(`${ownFile}:`) === true;
  const door = frames.findLastIndex(({ called }) => OWN_DOOR.test(called));
  return isBundle ? (frames[door + 1] ?? frames[0])!.place : undefined;
}

function parseFrame(line: string): { readonly called: string; readonly place: string } | undefined {
  const named = /^\s*at (?:async )?(.+?) \((.+:\d+:\d+)\)$/.exec(line);
  const place = named?.[2] ?? /^\s*at (?:async )?(.+:\d+:\d+)$/.exec(line)?.[1];
  if (place === undefined || OF_RUNTIME.test(place)) return undefined;
  return { called: named?.[1] ?? "", place };
}

/** Bun writes paths where the others write URLs. */
function withoutScheme(place: string): string {
  return place.replace(/^file:\/\//, "");
}
