/** What V8 tells about a frame of a stack. */
interface Frame {
  getScriptNameOrSourceURL(): string | null | undefined;
  isEval(): boolean;
  /** Hidden of strict code, and of what strict code has called in turn. */
  getFunction(): unknown;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** Where code runs: what identifies the place, and the modules that led to it. */
export interface RunningCode {
  /** Equal for equal places, and for nothing else; empty where the host tells nothing. */
  readonly key: string;
  /** Addresses of the modules on the stack, innermost first, each once. */
  readonly modules: readonly string[];
}

/** What a page tells about the script that it runs. */
interface Page {
  readonly currentScript?: { readonly src?: unknown } | null;
}

type Host = { prepareStackTrace?: unknown };

/**
 * Looks at the code that called `above`.
 *
 * The text of a stack would not do: it is changed by source maps and shortened for `data:` URLs, and
 * to import a name that nobody has loaded runs code that nobody asked for, such as the sources of a
 * bundle.
 */
export function runningModules(above: (...args: never[]) => unknown): RunningCode {
  const host: Host = Error;
  const own = Object.getOwnPropertyDescriptor(host, "prepareStackTrace");
  let frames: readonly Frame[] = [];
  try {
    host.prepareStackTrace = (_: unknown, structured: readonly Frame[]) => {
      frames = structured;
    };
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace?.(holder, above);
    // V8 may wait with the frames until somebody asks.
    void holder.stack;
  } catch {
    // Where Error is frozen there is no place to be had.
  } finally {
    if (own !== undefined) Reflect.defineProperty(host, "prepareStackTrace", own);
    else Reflect.deleteProperty(host, "prepareStackTrace");
  }
  return readFrames(frames);
}

function readFrames(frames: readonly Frame[]): RunningCode {
  // What evaluated code is named after is its own invention.
  const written = frames.findIndex((frame) => !frame.isEval());
  const modules = new Set<string>();
  const scripts = new Set<unknown>([scriptOfPage()]);
  for (const frame of frames) {
    const name = frame.isEval() ? undefined : frame.getScriptNameOrSourceURL();
    // A module is strict: what is not is a script, and to import that would run it again.
    if (frame.getFunction() !== undefined) scripts.add(name);
    if (typeof name === "string" && /^(file|https?|data|blob):/.test(name)) modules.add(name);
  }
  // It is known by the code that evaluates it.
  const places = frames.slice(0, written + 1).map((frame) =>
    `${frame.getScriptNameOrSourceURL()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`
  );
  return { key: places.join(" "), modules: [...modules].filter((name) => !scripts.has(name)) };
}

/** Address of the script, strict or not, that a page runs right now; a module is none. */
function scriptOfPage(): unknown {
  const { document }: { document?: Page } = globalThis as object;
  return document?.currentScript?.src;
}
