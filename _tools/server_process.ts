/**
 * Processes that serve: what they said last, when they are ready, and ports that stay free until
 * they listen.
 *
 * @module
 */

/** A process that a stack stops. */
export interface ServerProcess {
  /** Name in messages. */
  readonly name: string;
  /** Resolves when it has ended, by itself or because it was told to. */
  readonly ended: Promise<void>;
  /** The last lines it wrote. */
  output(): string;
}

/** A server that has ended or was not ready in time. */
export class ServerStartError extends Error {
  override readonly name = "ServerStartError";
}

const OUTPUT_LENGTH = 2_000;
const POLL_MS = 200;

/** Starts a process that the stack stops with `signal`. */
export function startProcess(
  stack: AsyncDisposableStack,
  name: string,
  program: string,
  signal: Deno.Signal,
  options: Deno.CommandOptions,
): ServerProcess {
  const child = new Deno.Command(program, {
    ...options,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let tail = "";
  const keep = (text: string) => void (tail = (tail + text).slice(-OUTPUT_LENGTH));
  const streams = [child.stdout, child.stderr].map((stream) => keepOutput(stream, keep));
  const ended = child.status.then(async () => {
    // Its own children may hold the pipes open: what is there by now is what counts.
    const { promise: isTime, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, POLL_MS);
    await Promise.race([Promise.all(streams.map(({ done }) => done)), isTime]);
    clearTimeout(timer);
    await Promise.all(streams.map(({ stop }) => stop()));
  });
  stack.defer(async () => {
    try {
      child.kill(signal);
    } catch {
      // it has ended by itself
    }
    await ended;
  });
  return { name, ended, output: () => tail.trim() };
}

function keepOutput(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  keep: (text: string) => void,
): { done: Promise<void>; stop: () => Promise<void> } {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const read = async () => {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      keep(decoder.decode(step.value, { stream: true }));
    }
  };
  const done = read();
  return {
    done,
    stop: async () => {
      await reader.cancel();
      await done;
    },
  };
}

/**
 * Asks again and again until the server answers.
 *
 * @throws {ServerStartError} If it ends or is not ready in time, with what it said last.
 */
export async function waitUntilReady(
  server: ServerProcess,
  answers: () => Promise<boolean>,
  timeoutMs: number = 60_000,
): Promise<void> {
  let ended = false;
  server.ended.then(() => ended = true);
  const end = performance.now() + timeoutMs;
  while (performance.now() < end && !ended) {
    if (await answers()) return;
    await pause();
  }
  const what = ended ? "ended before it was ready" : "was not ready in time";
  const output = server.output() || "nothing";
  throw new ServerStartError(`${server.name} ${what}; its last words:\n${output}`);
}

/** Starts a server and, if it ends or is not ready, once more, with everything chosen anew. */
export async function startTwice<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error;
    return await start();
  }
}

/**
 * Different ports of the loopback interface that are free now. They lie below those that the system
 * gives to outgoing connections, any of which could otherwise take one in the seconds that a server
 * needs before it listens.
 */
export function freePorts(count: number): number[] {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (isFree(port)) ports.add(port);
  }
  return [...ports];
}

const FIRST_PORT = 20_000;
const PORTS = 12_000;

function isFree(port: number): boolean {
  try {
    using _listener = Deno.listen({ hostname: "127.0.0.1", port });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}

/** Whether something listens on a port of the loopback interface. */
export async function listens(port: number): Promise<boolean> {
  try {
    using _connection = await Deno.connect({ hostname: "127.0.0.1", port });
    return true;
  } catch {
    return false;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
