// The other process of the tests of SQLite on one file: publishes, consumes, or holds a lease.
import { sqliteQueue } from "../queues/sqlite_queue.ts";

const [role = "", path = "", name = "", count = "0"] = Deno.args;
const encoder = new TextEncoder();
const say = (line: string) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`));

if (role === "publish") {
  await using queue = sqliteQueue(path);
  for (let index = 0; index < Number(count); index++) {
    const messages = [{ id: `${name}-${index}`, routingKey: "r", body: "{}" }];
    // Refused while another process writes: whoever publishes tries again.
    while (!await queue.publish(messages).then(() => true, () => false));
  }
} else if (role === "consume") {
  await using queue = sqliteQueue(path, { pollMs: 5 });
  const stop = new AbortController();
  await queue.consume((messages) => {
    for (const { id } of messages) {
      say(id);
      if (id === "end") stop.abort();
    }
  }, { signal: stop.signal, maxMessages: 7 });
} else {
  const queue = sqliteQueue(path, { leaseMs: 60_000 });
  await queue.consume((messages) => {
    say(messages.map(({ id }) => id).join(" "));
    // Never settles: this process is killed while it holds the lease.
    return new Promise<void>((resolve) => setTimeout(resolve, 60_000));
  }, { maxMessages: 2 });
}
