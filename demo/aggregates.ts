import { AsyncSeq } from "@weir/std/lazy";
import type { Pipeline } from "@weir/std/streams";
import { count } from "./progress.ts";

/** Shows what the pipeline has summed up: the top repositories and the busiest minutes. */
export async function showAggregates(pipeline: Pipeline, signal: AbortSignal): Promise<void> {
  console.log("  top repositories");
  for (const { key, count: events } of pipeline.ranking("repositories", 5)) {
    console.log(`    ${key.padEnd(40)}${count(events).padStart(7)} events`);
  }
  console.log("\n  busiest minutes of event time");
  const busiest = await AsyncSeq
    .fromPages((cursor: string | undefined) =>
      pipeline.windows("perMinute", cursor === undefined ? {} : { after: cursor })
    )
    .map(({ startMs, key, fields }) => ({ startMs, key, events: fields.events ?? 0 }))
    .top(5, (a, b) => b.events - a.events, { signal });
  for (const { startMs, key, events } of busiest) {
    const minute = new Date(startMs).toISOString().slice(0, 16).replace("T", " ");
    console.log(`    ${minute}  ${key.padEnd(22)}${count(events).padStart(7)} events`);
  }
}
