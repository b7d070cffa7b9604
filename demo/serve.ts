import type { Scope } from "@weir/std/scope";
import { count } from "./progress.ts";
import type { RunState } from "./run_state.ts";
import { orAbort } from "./send.ts";
import { secret, type Service } from "./service.ts";

/**
 * Keeps the receiver until Ctrl-C and tells what arrives.
 *
 * @param ok Whether the sums of the run have added up so far.
 */
export async function serve(
  app: Scope,
  service: Service,
  state: RunState,
  ok: boolean,
): Promise<void> {
  const { url, pipeline, signal } = service;
  // Until it is closed in order the run may hold deliveries that nobody has entered in any books.
  await state.note({ served: true, finished: false });
  console.log(
    `  Deliver an event (the second time it is a duplicate):\n\n${await curlCommand(url)}`,
  );
  console.log(`\n  See what became of it:\n\n    curl ${new URL("/stats", url)}\n`);
  let told = pipeline.stats();
  const telling = setInterval(() => {
    const now = pipeline.stats();
    if (now.accepted === told.accepted || now.pending > 0 || now.outbox > 0) return;
    const { accepted, stored, duplicates, dead, filtered, published } = now;
    console.log(
      `  accepted ${count(accepted)}: stored ${count(stored)}, duplicates ${count(duplicates)}, ` +
        `dead letters ${count(dead)}, ignored ${count(filtered)}; queued ${count(published)}`,
    );
    told = now;
  }, 100);
  app.child("serving").defer("narrator", () => clearInterval(telling));
  await orAbort(new Promise<never>(() => {}), signal).finally(async () => {
    const { pending, outbox } = pipeline.stats();
    await state.note({ served: true, finished: ok && pending === 0 && outbox === 0 });
  });
}

/** A command that delivers one event to the receiver, signed as GitHub would. */
async function curlCommand(url: string): Promise<string> {
  const body =
    '{"action":"created","repository":{"full_name":"you/yours"},"sender":{"login":"you"}}';
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
  ]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(body)));
  return [
    `    curl -i ${url}`,
    `-H "content-type: application/json"`,
    `-H "x-github-event: star"`,
    `-H "x-github-delivery: ${crypto.randomUUID()}"`,
    `-H "x-hub-signature-256: sha256=${signature.toHex()}"`,
    `-d '${body}'`,
  ].join(" \\\n      ");
}
