import { chooseBackends, type QueueSource, resetBackends, type StoreSource } from "./backends.ts";
import { type DemoOptions, UsageError } from "./options.ts";

/** A run of the demo; it outlives the process. */
export interface RunState extends Disposable {
  /** Folder of its files, locked for this process until it is disposed of. */
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
  /** Whether somebody besides the sender may have delivered to it, with `--serve`. */
  readonly served: boolean;
  /** Whether all of it has been done and adds up. */
  readonly finished: boolean;
  /** Notes how far it has come; a finished run is followed by a new one. */
  note(progress: { readonly served: boolean; readonly finished: boolean }): Promise<void>;
}

const format = "weir demo 1";

/** What stands in `run.json`. */
interface RunFile {
  readonly format: typeof format;
  readonly seed: number;
  readonly deliveries: number;
  readonly served: boolean;
  readonly finished: boolean;
}

/** All that a run leaves in its folder, but for the lock. */
const ownFiles =
  /^(inbox|run\.json(\.new)?|sender\.ledger|(store|queue|consumer)\.db(-wal|-shm)?)$/;
const lockFile = "demo.lock";

/**
 * Goes on with the run of the folder when it was cut off, and begins a new one otherwise.
 *
 * @throws {UsageError} If another demo uses the folder, or it holds files of somebody else.
 */
export async function openRun(options: DemoOptions): Promise<RunState> {
  const folder = options.state ?? defaultFolder();
  const lock = await lockFolder(folder);
  try {
    const found = await readRun(folder);
    if (found !== undefined && !found.finished && !options.fresh) {
      return new LockedRun(folder, found, true, lock);
    }
    if (found !== undefined) {
      // A clearing that is cut off must not leave a run behind that looks as if it could go on.
      await writeRun(folder, { ...found, finished: true });
      const { store, queue } = chooseBackends(folder, found.seed);
      await resetBackends(store, queue);
      await clear(folder);
    }
    const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
    const { deliveries } = options;
    const run: RunFile = { format, seed, deliveries, served: false, finished: false };
    await writeRun(folder, run);
    return new LockedRun(folder, run, false, lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

class LockedRun implements RunState {
  readonly folder: string;
  readonly store: StoreSource;
  readonly queue: QueueSource;
  readonly resumed: boolean;
  readonly #lock: Deno.FsFile;
  #run: RunFile;

  constructor(folder: string, run: RunFile, resumed: boolean, lock: Deno.FsFile) {
    const { store, queue } = chooseBackends(folder, run.seed);
    this.folder = folder;
    this.store = store;
    this.queue = queue;
    this.resumed = resumed;
    this.#run = run;
    this.#lock = lock;
  }

  get seed(): number {
    return this.#run.seed;
  }

  get deliveries(): number {
    return this.#run.deliveries;
  }

  get served(): boolean {
    return this.#run.served;
  }

  get finished(): boolean {
    return this.#run.finished;
  }

  async note(progress: { readonly served: boolean; readonly finished: boolean }): Promise<void> {
    this.#run = { ...this.#run, ...progress };
    await writeRun(this.folder, this.#run);
  }

  [Symbol.dispose](): void {
    this.#lock.close();
  }
}

function defaultFolder(): string {
  const servers = [
    ...Deno.env.get("DATABASE_URL") ? ["postgres"] : [],
    ...Deno.env.get("AMQP_URL") ? ["amqp"] : [],
  ];
  return [".weir/demo", ...servers].join("-");
}

/** The kernel lifts the lock when the process ends, however it ends. */
async function lockFolder(folder: string): Promise<Deno.FsFile> {
  await refuseForeign(folder);
  await Deno.mkdir(folder, { recursive: true });
  const file = await Deno.open(`${folder}/${lockFile}`, { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  throw new UsageError(
    `Cannot use "${folder}" as another demo is using it: end that one, or name another folder ` +
      `with --state`,
  );
}

/** Files that are not the demo's own are never removed, nor is anything put beside them. */
async function refuseForeign(folder: string): Promise<void> {
  const foreign = (await namesIn(folder)).filter((name) =>
    !ownFiles.test(name) && name !== lockFile
  );
  if (foreign.length === 0) return;
  throw new UsageError(
    `Cannot use "${folder}" as it holds other files (${foreign.slice(0, 3).join(", ")}): name an ` +
      `empty folder with --state`,
  );
}

async function readRun(folder: string): Promise<RunFile | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${folder}/run.json`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    // A start that was cut off at its very beginning has left no more than this.
    const begun = [lockFile, "run.json.new"];
    if ((await namesIn(folder)).every((name) => begun.includes(name))) return undefined;
    text = "";
  }
  try {
    const run: RunFile = JSON.parse(text);
    if (run.format === format) return run;
  } catch {
    // Refused below: what cannot be read must not be removed either.
  }
  throw new UsageError(
    `Cannot use "${folder}" as its run.json is not one of this demo: name an empty folder with ` +
      `--state, or remove this one`,
  );
}

/** Written aside, synced and moved, so that a crash leaves the old file or the new one. */
async function writeRun(folder: string, run: RunFile): Promise<void> {
  {
    using file = await Deno.open(`${folder}/run.json.new`, {
      write: true,
      create: true,
      truncate: true,
    });
    await file.write(new TextEncoder().encode(JSON.stringify(run)));
    await file.sync();
  }
  await Deno.rename(`${folder}/run.json.new`, `${folder}/run.json`);
}

async function clear(folder: string): Promise<void> {
  // The note that this folder is a run's goes last, so that an interrupted clearing can be resumed.
  const names = (await namesIn(folder)).filter((name) =>
    ownFiles.test(name) && name !== "run.json"
  );
  for (const name of [...names, "run.json"]) {
    await Deno.remove(`${folder}/${name}`, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
