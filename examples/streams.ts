// A webhook receiver in one program: signed deliveries come in over HTTP, are durable before they are
// answered, and end up in a table, in windows, in a ranking and in a message queue. It posts to
// itself, some of it twice, forged or broken, and shows what became of everything.
//
//     deno run -A examples/streams.ts

import {
  defineTable,
  filter,
  map,
  openSegmentLog,
  parseJson,
  pipe,
  receive,
  run,
  topK,
  tumble,
  verifyGitHub,
} from "@weir/std/streams";
import { sqliteQueue, sqliteStore } from "@weir/std/streams/sqlite";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

const secret = "It's a Secret to Everybody";

interface Star {
  readonly action: "created" | "deleted";
  readonly repository: { readonly "full_name": string };
  readonly "starred_at": string;
}

const stars = defineTable("stars", { id: "text", repository: "text", at_ms: "integer" }, "id");

const flow = pipe(
  parseJson<Star>(),
  filter(({ value }) => value.action === "created", { name: "onlyCreated" }),
  map(({ id, value }) => ({
    id,
    repository: value.repository.full_name,
    at_ms: Date.parse(value.starred_at),
  }), { name: "toRow" }),
);

function star(repository: string, time: string, action: Star["action"] = "created"): string {
  return JSON.stringify({
    action,
    repository: { "full_name": repository },
    "starred_at": `2026-05-01T${time}Z`,
  });
}

async function post(url: string, id: string, body: string, signedWith = secret): Promise<number> {
  const signature = createHmac("sha256", signedWith).update(body).digest("hex");
  const headers = { "x-github-delivery": id, "x-hub-signature-256": `sha256=${signature}` };
  const response = await fetch(url, { method: "POST", headers, body });
  await response.body?.cancel();
  return response.status;
}

const folder = await Deno.makeTempDir({ prefix: "weir-streams-" });
try {
  await using inbox = await openSegmentLog(`${folder}/inbox`);
  await using store = sqliteStore(`${folder}/stars.db`);
  await using queue = sqliteQueue(`${folder}/queue.db`);
  await using pipeline = await run(inbox, flow, {
    name: "stars",
    store,
    table: stars,
    queue,
    windows: {
      perMinute: tumble({ everyMs: 60_000, time: (row) => row.at_ms!, add: { stars: () => 1 } }),
    },
    rankings: { repositories: topK({ key: (row) => row.repository! }) },
  });
  const receiver = receive(inbox, { verify: verifyGitHub(secret), maxBodyBytes: 10_000 });
  await using server = Deno.serve({ port: 0, onListen: () => {} }, receiver);
  const url = `http://127.0.0.1:${server.addr.port}/`;

  const statuses = await Promise.all([
    post(url, "d1", star("octocat/hello", "10:00:05")),
    post(url, "d2", star("octocat/hello", "10:00:40")),
    post(url, "d3", star("denoland/deno", "10:01:10")),
    post(url, "d4", star("denoland/deno", "10:01:15", "deleted")),
    post(url, "d5", '{"action":"created"}'),
    post(url, "d6", star("octocat/hello", "10:02:00"), "a guess"),
    post(url, "d7", "x".repeat(10_001)),
  ]);
  assert.deepEqual(statuses, [202, 202, 202, 202, 202, 401, 413]);
  assert.equal(await post(url, "d2", star("octocat/hello", "10:00:40")), 202);
  await pipeline.drain();

  const { accepted, stored, duplicates, dead, filtered, pending } = pipeline.stats();
  assert.equal(accepted, stored + duplicates + dead + filtered + pending);
  console.log(
    `accepted ${accepted} = ${stored} stored + ${duplicates} duplicate + ${dead} dead letter + ` +
      `${filtered} filtered + ${pending} pending; refused 2`,
  );

  for (const { startMs, fields } of (await pipeline.windows("perMinute")).items) {
    console.log(`${new Date(startMs).toISOString().slice(11, 16)}  ${fields.stars} stars`);
  }
  for (const { key, count } of pipeline.ranking("repositories")) console.log(`${key}  ${count}`);
  for (const { deliveryId, stage, error } of (await pipeline.deadLetters()).items) {
    console.log(`dead letter ${deliveryId} at ${stage}: ${error}`);
  }

  const consumed: string[] = [];
  const stop = new AbortController();
  await queue.consume((messages) => {
    consumed.push(...messages.map(({ id }) => id));
    if (consumed.length === stored) stop.abort();
  }, { signal: stop.signal });
  console.log(`consumed ${consumed.sort().join(", ")}`);

  const rows = (await store.page(stars)).items;
  assert.deepEqual(rows.map(({ id }) => id), ["d1", "d2", "d3"]);
  assert.deepEqual(consumed, ["d1", "d2", "d3"]);
  assert.deepEqual({ duplicates, dead, filtered }, { duplicates: 1, dead: 1, filtered: 1 });
} finally {
  await Deno.remove(folder, { recursive: true });
}
