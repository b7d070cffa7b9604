/** One file of the log. */
export interface LogFile extends Disposable {
  /** Writes all of `bytes` at the end. */
  append(bytes: Uint8Array): Promise<void>;
  /** Makes what was written durable (fdatasync). */
  sync(): Promise<void>;
  /** Reads up to `length` bytes from `offset`; fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * The file system as the segment log needs it. It is a seam: tests put one behind it whose writes
 * and syncs fail.
 */
export interface LogFiles extends Disposable {
  /** Names of the files in the folder, with their sizes. */
  list(): Promise<{ name: string; bytes: number }[]>;
  /** Opens a file for appending and reading; `create` makes it and its name durable. */
  open(name: string, create: boolean): Promise<LogFile>;
  /** Cuts a file. */
  truncate(name: string, bytes: number): Promise<void>;
  /** Removes a file. */
  remove(name: string): Promise<void>;
}

/**
 * Opens a folder on disk for one log and locks it; the kernel lifts the lock when the process ends,
 * however it ends.
 *
 * @returns The folder, or `undefined` when another process, or another log in this one, holds it.
 */
export async function openLogFolder(path: string): Promise<LogFiles | undefined> {
  await Deno.mkdir(path, { recursive: true });
  const lock = await Deno.open(`${path}/lock`, { create: true, write: true });
  if (!await lock.tryLock(true)) {
    lock.close();
    return undefined;
  }
  return {
    async list() {
      const files: { name: string; bytes: number }[] = [];
      for await (const entry of Deno.readDir(path)) {
        if (entry.name === "lock") continue;
        files.push({ name: entry.name, bytes: (await Deno.stat(`${path}/${entry.name}`)).size });
      }
      return files;
    },
    async open(name, create) {
      const file = await Deno.open(`${path}/${name}`, {
        read: true,
        append: true,
        ...(create ? { createNew: true } : {}),
      });
      if (create) await syncFolder(path);
      return logFile(file);
    },
    async truncate(name, bytes) {
      using file = await Deno.open(`${path}/${name}`, { write: true });
      await file.truncate(bytes);
      await file.sync();
    },
    remove: (name) => Deno.remove(`${path}/${name}`),
    [Symbol.dispose]() {
      // Closing alone would leave the lock with a child process that is being started right now.
      lock.unlockSync();
      lock.close();
    },
  };
}

/** A new file is durable only when the folder that names it is. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path, { read: true });
  await folder.sync();
}

function logFile(file: Deno.FsFile): LogFile {
  return {
    async append(bytes) {
      for (let written = 0; written < bytes.length;) {
        written += await file.write(bytes.subarray(written));
      }
    },
    sync: () => file.syncData(),
    async read(offset, length) {
      const buffer = new Uint8Array(length);
      await file.seek(offset, Deno.SeekMode.Start);
      let filled = 0;
      while (filled < length) {
        const count = await file.read(buffer.subarray(filled));
        if (count === null) break;
        filled += count;
      }
      return buffer.subarray(0, filled);
    },
    [Symbol.dispose]: () => file.close(),
  };
}
