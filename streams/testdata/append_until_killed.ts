// Appends as fast as it can and prints each number once it is durable; a test kills it.
import { openSegmentLog } from "../inboxes/segment_log.ts";
import { deliveryOf } from "./deliveries.ts";

const [path = "", run = ""] = Deno.args;
const inbox = await openSegmentLog(path, { segmentBytes: 20_000 });
const encoder = new TextEncoder();

async function appendForever(writer: number): Promise<never> {
  for (let index = 0;; index++) {
    const id = `${run}-${writer}-${index}`;
    const seq = await inbox.append(deliveryOf(id, { run, padding: "x".repeat(index % 400) }));
    Deno.stdout.writeSync(encoder.encode(`${seq} ${id}\n`));
  }
}

await Promise.all([0, 1, 2, 3].map(appendForever));
