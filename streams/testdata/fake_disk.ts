import type { LogFile, LogFiles } from "../inboxes/_log_files.ts";

/** What the log asks of a disk; a sabotage can fail or hold each of them. */
export type DiskCall =
  | "list"
  | "open"
  | "create"
  | "append"
  | "sync"
  | "read"
  | "truncate"
  | "remove";

interface FakeFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** How much of it a power failure leaves. */
  durableBytes: number;
}

/** A disk in memory that knows what is durable, and that can fail at any call. */
export class FakeDisk {
  /** Files by name. */
  readonly files: Map<string, FakeFile> = new Map();
  /** Calls so far. */
  readonly calls: DiskCall[] = [];
  /** Handles that are open. */
  handles = 0;
  /** Called before each call: what it throws or rejects with is what the log sees. */
  sabotage: (call: DiskCall, name: string) => void | Promise<void> = () => {};
  /** How many bytes of an append that fails get to the disk all the same. */
  tornBytes = 0;

  /** The file system for one log. */
  mount(): LogFiles {
    return {
      list: async () => {
        await this.#enter("list", "");
        return [...this.files].map(([name, { bytes }]) => ({ name, bytes: bytes.length }));
      },
      open: async (name, create) => {
        await this.#enter(create ? "create" : "open", name);
        if (create && this.files.has(name)) throw new Error(`The file exists: ${name}`);
        if (create) this.files.set(name, { bytes: new Uint8Array(0), durableBytes: 0 });
        const file = this.files.get(name);
        if (file === undefined) throw new Error(`No such file: ${name}`);
        this.handles++;
        return this.#handle(name, file);
      },
      truncate: async (name, bytes) => {
        await this.#enter("truncate", name);
        const file = this.files.get(name)!;
        file.bytes = file.bytes.slice(0, bytes);
        file.durableBytes = bytes;
      },
      remove: async (name) => {
        await this.#enter("remove", name);
        this.files.delete(name);
      },
      [Symbol.dispose]: () => {},
    };
  }

  /** Loses what was never synced. */
  cutPower(): void {
    for (const file of this.files.values()) file.bytes = file.bytes.slice(0, file.durableBytes);
  }

  async #enter(call: DiskCall, name: string): Promise<void> {
    this.calls.push(call);
    await this.sabotage(call, name);
  }

  #handle(name: string, file: FakeFile): LogFile {
    const append = (bytes: Uint8Array) => {
      const grown = new Uint8Array(file.bytes.length + bytes.length);
      grown.set(file.bytes);
      grown.set(bytes, file.bytes.length);
      file.bytes = grown;
    };
    return {
      append: async (bytes) => {
        try {
          await this.#enter("append", name);
        } catch (error) {
          append(bytes.subarray(0, this.tornBytes));
          throw error;
        }
        append(bytes);
      },
      sync: async () => {
        const { length } = file.bytes;
        await this.#enter("sync", name);
        file.durableBytes = Math.max(file.durableBytes, length);
      },
      read: async (offset, length) => {
        await this.#enter("read", name);
        return file.bytes.slice(offset, offset + length);
      },
      [Symbol.dispose]: () => void this.handles--,
    };
  }
}
