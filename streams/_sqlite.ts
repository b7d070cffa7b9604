import type { DatabaseSync } from "node:sqlite";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Runs synchronous work so that what it throws rejects the promise. */
export function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

/** Runs work in a transaction that holds the write lock from its begin. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

/** Text as bytes: `node:sqlite` cuts a text off at its first NUL when it reads it. */
export function toBlob(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The text of {@linkcode toBlob}. */
export function fromBlob(value: unknown): string {
  return decoder.decode(value as Uint8Array);
}
