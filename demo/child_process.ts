import { createInterface } from "node:readline";
import { Readable } from "node:stream";

/** How long a process may take to stop before it is killed; below the deadline of its scope. */
const patienceMs = 4_000;

/** A process of the demo that this one has started. */
export interface ChildProcess<M> {
  /** What it has said last. */
  readonly last: M | undefined;
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  /** Tells it to finish what it is doing and to end; resolves when it has. */
  stop(): Promise<void>;
}

/**
 * Starts a program of the demo in a process of its own. It says how it is getting on in lines of
 * JSON on its standard output; the end of its standard input tells it to stop, so it also stops
 * when this process dies.
 *
 * @typeParam M What it says.
 */
export function startChildProcess<M>(
  program: string,
  options: object,
  onMessage: (message: M) => void = () => {},
): ChildProcess<M> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", program, JSON.stringify(options)],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let last: M | undefined;
  const listening = (async () => {
    for await (const line of createInterface({ input: Readable.from(process.stdout) })) {
      const message = parseMessage<M>(line);
      if (message === undefined) continue;
      last = message;
      onMessage(message);
    }
  })();
  return {
    get last() {
      return last;
    },
    ended: Promise.all([process.status, listening]).then(([{ code }]) => code),
    async stop() {
      await process.stdin.close().catch(() => {});
      const impatience = setTimeout(() => process.kill("SIGKILL"), patienceMs);
      await this.ended.finally(() => clearTimeout(impatience));
    },
  };
}

/** The last line of a process that was killed may be cut off. */
function parseMessage<M>(line: string): M | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What a child process sees of the process that started it. */
export interface ParentProcess<O> {
  /** What it was started with. */
  readonly options: O;
  /** Aborts when this process is to stop. */
  readonly signal: AbortSignal;
  /** Says something. */
  say(message: unknown): void;
}

/**
 * The other end of {@linkcode startChildProcess}. Ctrl-C reaches every process of a terminal, and a
 * service manager tells the whole group to stop; this one leaves it to its parent to say when, so
 * that all stop in order.
 */
export function parentProcess<O>(): ParentProcess<O> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => {});
  }
  const stop = new AbortController();
  const encoder = new TextEncoder();
  (async () => {
    // Nothing is ever written here: what matters is that it ends.
    for await (const _ of Deno.stdin.readable);
    stop.abort();
  })();
  return {
    options: JSON.parse(Deno.args[0]!) as O,
    signal: stop.signal,
    say(message) {
      try {
        Deno.stdout.writeSync(encoder.encode(JSON.stringify(message) + "\n"));
      } catch {
        stop.abort();
      }
    },
  };
}
