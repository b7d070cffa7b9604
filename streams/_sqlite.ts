import type { DatabaseSync } from "node:sqlite";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Sets up a database that was just opened, and closes it when that fails. */
export function setUpDatabase(
  database: DatabaseSync,
  setUp: (database: DatabaseSync) => void,
): DatabaseSync {
  try {
    patiently(database, () => setUp(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Runs work that may wait for seconds while another process writes, and holds up the event loop of
 * this one meanwhile. That is for a start; all other work gives up soon, and is tried again by those
 * who can wait without holding anybody up.
 */
export function patiently<T>(database: DatabaseSync, work: () => T): T {
  database.exec("pragma busy_timeout = 5000");
  try {
    return work();
  } finally {
    database.exec("pragma busy_timeout = 50");
  }
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
