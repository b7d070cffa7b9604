import { defineResource, type Resource } from "@weir/std/scope";

/** How far the program had come. */
export type Phase = "before" | "starting" | "running" | "closing" | "ended";

/** One thing that was acquired. */
export interface LedgerEntry {
  /** Counts from 0 in the order of acquisition. */
  readonly id: number;
  /** The scope that holds it. */
  readonly scope: string;
  /** What it is, and for a process its id. */
  readonly what: string;
}

/** What a ledger says. */
export interface LedgerRecord {
  /** The last phase that began. */
  readonly phase: Phase;
  /** What was acquired, in order. */
  readonly acquired: readonly LedgerEntry[];
  /** Ids of what was released, in order. */
  readonly released: readonly number[];
}

/**
 * A file to which a program appends a line whenever it has acquired or released something. A line is
 * in the file before the program goes on, so what a signal cuts off is seen.
 */
export class Ledger {
  readonly #path: string;
  #file: Deno.FsFile | undefined;
  #lastId = -1;

  constructor(path: string) {
    this.#path = path;
  }

  /** Notes that a phase begins. */
  begin(phase: Phase): void {
    this.#write(["phase", phase]);
  }

  /** The same resource, whose acquisitions and releases are noted. */
  track<T>(scope: string, resource: Resource<T>): Resource<T> {
    const ids = new Map<T, number>();
    return defineResource({
      ...resource,
      acquire: async (context) => {
        const value = await resource.acquire(context);
        const pid = (value as { readonly pid?: number }).pid;
        const id = ++this.#lastId;
        ids.set(value, id);
        this.#write(["acquired", id, scope, pid === undefined ? resource.name : `pid ${pid}`]);
        return value;
      },
      release: async (value, exit) => {
        await resource.release(value, exit);
        this.#write(["released", ids.get(value)]);
      },
    });
  }

  #write(line: readonly unknown[]): void {
    this.#file ??= Deno.openSync(this.#path, { append: true, create: true });
    this.#file.writeSync(new TextEncoder().encode(JSON.stringify(line) + "\n"));
  }
}

/** Reads a ledger, also while it is being written. */
export async function readLedger(path: string): Promise<LedgerRecord> {
  const text = await Deno.readTextFile(path).catch(() => "");
  let phase: Phase = "before";
  const acquired: LedgerEntry[] = [];
  const released: number[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const [kind, value, scope, what] = JSON.parse(line);
    if (kind === "phase") phase = value;
    else if (kind === "acquired") acquired.push({ id: value, scope, what });
    else released.push(value);
  }
  return { phase, acquired, released };
}
