import { TransactionError } from "../errors.ts";
import { isBelow, type Place } from "./_place.ts";
import type { TransactionClient } from "./transaction_source.ts";

/** A transaction that has begun. */
export interface Begun<T> {
  readonly value: T;
  /** Rejects if what was done is not last; it is undone then. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** What others can be savepoints in; `undefined` where it is not in SQL. */
  readonly level: SqlLevel | undefined;
}

/** A transaction in SQL. */
export interface SqlLevel {
  /** The one around it, if that has ended before and taken this one with it. */
  readonly lostWith: string | undefined;
}

/** A transaction in SQL that has begun. */
export interface BegunLevel<C> extends Begun<C> {
  /** Why nobody else must be lent the connection: a rollback failed, or one inside it is open. */
  readonly broken: unknown;
}

/**
 * The transactions that are open on one connection, the outermost first. One that was lost stays until
 * it is ended, as whoever has it goes on to use the connection.
 */
interface Connection {
  readonly levels: Level<TransactionClient>[];
  /** The end of the last statement: each waits for the one before, as it hangs on its outcome. */
  turn: Promise<unknown>;
  /** Savepoints so far: none has the name of another. */
  savepoints: number;
}

const connections: WeakMap<TransactionClient, Connection> = new WeakMap();

/**
 * Begins a transaction or, inside another on the same connection, a savepoint. Nothing is left of it
 * if that fails. It is refused if there is another that is not around it: what it commits would be
 * lost with the other.
 */
export function beginLevel<C extends TransactionClient>(
  client: C,
  begin: { readonly name: string; readonly text: string },
  place: Place,
): Promise<BegunLevel<C>> {
  let connection = connections.get(client);
  if (connection === undefined) {
    connection = { levels: [], turn: Promise.resolve(), savepoints: 0 };
    connections.set(client, connection);
  }
  const level = new Level(client, connection, begin, place);
  return level.begin();
}

class Level<C extends TransactionClient> implements BegunLevel<C> {
  readonly value: C;
  readonly name: string;
  broken: unknown;
  readonly #connection: Connection;
  readonly #text: string;
  readonly #place: Place;
  /** Its name in the database, unless it is the outermost. */
  #savepoint: string | undefined;
  lostWith: string | undefined;

  constructor(
    client: C,
    connection: Connection,
    begin: { readonly name: string; readonly text: string },
    place: Place,
  ) {
    this.value = client;
    this.name = begin.name;
    this.#connection = connection;
    this.#text = begin.text;
    this.#place = place;
  }

  get level(): SqlLevel {
    return this;
  }

  begin(): Promise<this> {
    return this.#inTurn(async () => {
      const { levels } = this.#connection;
      if (levels.length > 0) {
        this.#checkPlace(levels.at(-1)!);
        this.#checkManner(levels[0]!);
        this.#savepoint = `weir_${++this.#connection.savepoints}`;
      }
      await this.#run(this.#savepoint === undefined ? this.#text : `savepoint ${this.#savepoint}`);
      this.#connection.levels.push(this);
      return this;
    });
  }

  commit(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.lostWith !== undefined) {
        this.#leave();
        throw new TransactionError(
          `Cannot commit "${this.name}" as it was rolled back with "${this.lostWith}", around it: ` +
            "end the inner one first",
        );
      }
      const inner = this.#inner();
      if (inner.length > 0) {
        await this.#undo();
        throw new TransactionError(
          `Cannot commit "${this.name}" as "${inner[0]!.name}" inside it is still open: both are ` +
            "rolled back; end the inner one first",
        );
      }
      await this.#commit();
    });
  }

  rollback(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.lostWith === undefined) await this.#undo();
      else this.#leave();
    });
  }

  async #commit(): Promise<void> {
    let result: unknown;
    try {
      const isOutermost = this.#savepoint === undefined;
      result = await this.#run(isOutermost ? "commit" : `release savepoint ${this.#savepoint}`);
    } catch (error) {
      // SQLite keeps a transaction open whose commit failed. Where the database has ended it, or the
      // connection is gone, this fails too, and the first error is the one to see.
      await this.#undo().catch(() => {});
      throw error;
    }
    this.#leave();
    // What PostgreSQL answers, without an error, if a statement had failed.
    if ((result as { command?: unknown } | undefined)?.command !== "ROLLBACK") return;
    throw new TransactionError(
      `Cannot commit "${this.name}" as the database has rolled it back: a statement in it had failed`,
    );
  }

  async #undo(): Promise<void> {
    for (const level of this.#inner()) {
      level.lostWith ??= this.name;
      this.broken = new TransactionError(
        `Cannot lend the connection of "${this.name}" again as "${level.name}" inside it is open`,
      );
    }
    this.#leave();
    try {
      if (this.#savepoint === undefined) await this.#run("rollback");
      else {
        await this.#run(`rollback to savepoint ${this.#savepoint}`);
        await this.#run(`release savepoint ${this.#savepoint}`);
      }
    } catch (error) {
      this.broken = error;
      throw error;
    }
  }

  /** Those that are open inside it. */
  #inner(): Level<TransactionClient>[] {
    const { levels } = this.#connection;
    return levels.slice(levels.indexOf(this) + 1);
  }

  #leave(): void {
    const { levels } = this.#connection;
    levels.splice(levels.indexOf(this), 1);
  }

  /** What the innermost one does not know of must not depend on it. */
  #checkPlace(innermost: Level<TransactionClient>): void {
    const { acquisition, inside } = this.#place;
    const around = innermost.#place.acquisition;
    const isInside = inside === innermost ||
      (acquisition !== undefined && around !== undefined && isBelow(acquisition.node, around));
    if (isInside && innermost.lostWith === undefined) return;
    const where = acquisition === undefined ? "" : ` in scope "${acquisition.node.path}"`;
    const whose = around === undefined ? "" : ` of scope "${around.node.path}"`;
    const what = `Cannot begin "${this.name}"${where} as "${innermost.name}"${whose}`;
    if (innermost.lostWith !== undefined) {
      throw new TransactionError(
        `${what} is still open on the same connection, although it was rolled back with ` +
          `"${innermost.lostWith}", around it: end it first`,
      );
    }
    const nest = around === undefined
      ? "make it of that transaction"
      : "acquire it in a scope below that one";
    throw new TransactionError(
      `${what} is open on the same connection, and not around it: use a connection for each, lent ` +
        `by a pool, or ${nest} to have a savepoint`,
    );
  }

  /** A savepoint is as isolated as what it is in. */
  #checkManner(outermost: Level<TransactionClient>): void {
    if (this.#text === "begin" || this.#text === outermost.#text) return;
    throw new TypeError(
      `Cannot begin "${this.name}" with "${this.#text}" inside "${outermost.name}", which began ` +
        `with "${outermost.#text}": leave out what is different`,
    );
  }

  #run(text: string): unknown {
    const client = this.value;
    // Where there is both, as in Bun's SQLite, `query` may only prepare the statement.
    return "exec" in client ? client.exec(text) : client.query(text);
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const result = this.#connection.turn.then(work);
    this.#connection.turn = result.catch(() => {});
    return result;
  }
}
