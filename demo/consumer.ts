/**
 * The consumer of the demo, a process of its own: takes messages from the queue, writes their ids
 * into a database of its own, and only then acknowledges them.
 *
 * @module
 */
import { withScope } from "@weir/std/scope";
import { DatabaseSync } from "node:sqlite";
import { queueResource, type QueueSource } from "./backends.ts";
import { parentProcess } from "./child_process.ts";

/** What the consumer is started with. */
export interface ConsumerOptions {
  /** Where the messages are. */
  readonly queue: QueueSource;
  /** File of its own database. */
  readonly database: string;
}

/** What the consumer says. */
export interface ConsumerReport {
  /** Different messages that have been consumed and acknowledged, over all starts. */
  readonly consumed: number;
  /** Messages that came once more and were told by their id, since this start. */
  readonly repeated: number;
}

if (import.meta.main) {
  const parent = parentProcess<ConsumerOptions>();
  const database = new DatabaseSync(parent.options.database);
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table if not exists consumed (id text primary key) strict, without rowid;
  `);
  const insert = database.prepare("insert into consumed (id) values (?) on conflict do nothing");
  let consumed = Number(database.prepare("select count(*) as n from consumed").get()?.n);
  let repeated = 0;
  const ticking = setInterval(() => parent.say({ consumed, repeated }), 100);
  await withScope("consumer", async (scope) => {
    const queue = await scope.acquire(await queueResource(parent.options.queue));
    await queue.consume((messages) => {
      let added = 0;
      database.exec("begin");
      for (const { id } of messages) added += Number(insert.run(id).changes);
      database.exec("commit");
      consumed += added;
      repeated += messages.length - added;
    }, { signal: parent.signal });
  });
  clearInterval(ticking);
  database.close();
  parent.say({ consumed, repeated });
  Deno.exit(0);
}
