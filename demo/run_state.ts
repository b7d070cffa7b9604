import { chooseBackends, type QueueSource, resetBackends, type StoreSource } from "./backends.ts";
import type { DemoOptions } from "./options.ts";

/** A run of the demo; it outlives the process. */
export interface RunState {
  /** Folder of its files. */
  readonly folder: string;
  /** Seed of the sender's plan. */
  readonly seed: number;
  /** Deliveries in all. */
  readonly deliveries: number;
  /** Where the database is. */
  readonly store: StoreSource;
  /** Where the queue is. */
  readonly queue: QueueSource;
  /** Whether an earlier start has left it unfinished. */
  readonly resumed: boolean;
  /** Whether all of it has been done and adds up. */
  finished: boolean;
}

interface RunFile {
  seed: number;
  deliveries: number;
  finished: boolean;
}

/** Goes on with the run of the folder when it was cut off, and begins a new one otherwise. */
export async function openRun(options: DemoOptions): Promise<RunState> {
  const folder = options.state ?? defaultFolder();
  const { store, queue } = chooseBackends(folder);
  const found = options.fresh ? undefined : await readRun(folder);
  if (found !== undefined && !found.finished) {
    const { seed, deliveries } = found;
    return { folder, seed, deliveries, store, queue, resumed: true, finished: false };
  }
  await clear(folder);
  await resetBackends(store, queue);
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const { deliveries } = options;
  await writeRun(folder, { seed, deliveries, finished: false });
  return { folder, seed, deliveries, store, queue, resumed: false, finished: false };
}

/** Marks the run as finished: the next start begins a new one. */
export async function finishRun(state: RunState): Promise<void> {
  const { folder, seed, deliveries } = state;
  await writeRun(folder, { seed, deliveries, finished: true });
  state.finished = true;
}

function defaultFolder(): string {
  const servers = [
    ...Deno.env.get("DATABASE_URL") ? ["postgres"] : [],
    ...Deno.env.get("AMQP_URL") ? ["amqp"] : [],
  ];
  return [".weir/demo", ...servers].join("-");
}

async function readRun(folder: string): Promise<RunFile | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(`${folder}/run.json`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Written aside and moved, so that a crash leaves the old file or the new one. */
async function writeRun(folder: string, run: RunFile): Promise<void> {
  await Deno.writeTextFile(`${folder}/run.json.new`, JSON.stringify(run));
  await Deno.rename(`${folder}/run.json.new`, `${folder}/run.json`);
}

/** Removes what an earlier run has left; only a folder that a run has made is cleared. */
async function clear(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const names = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  if (names.length > 0 && !names.includes("run.json")) {
    throw new Error(
      `Cannot begin a run in "${folder}" as it holds other files: name an empty folder with --state`,
    );
  }
  for (const name of names) await Deno.remove(`${folder}/${name}`, { recursive: true });
}
