import type { Scope } from "@weir/std/scope";
import { startChildProcess } from "./child_process.ts";
import { count, megabytes, type MemoryGauge, Progress } from "./progress.ts";
import type { RunState } from "./run_state.ts";
import type { SenderReport } from "./sender.ts";
import { secret, type Service, ServiceError } from "./service.ts";

/**
 * Lets the sender post its deliveries and waits until all that was accepted is in the database, in
 * the queue and consumed.
 *
 * @returns The sender's last report.
 */
export async function sendAndDrain(
  app: Scope,
  service: Service,
  state: RunState,
  memory: MemoryGauge,
): Promise<SenderReport> {
  const { inbox, pipeline, consumer } = service;
  const sending = app.child("sending");
  const sender = sending.adopt(
    "sender (process)",
    startChildProcess<SenderReport>(import.meta.resolve("./sender.ts"), {
      url: service.url,
      secret,
      seed: state.seed,
      deliveries: state.deliveries,
      ledger: `${state.folder}/sender.ledger`,
    }),
    (child) => child.stop(),
  );
  let phase = "starting";
  const phaseNow = () => sender.last?.phase === "done" ? phase : sender.last?.phase ?? phase;
  const rate = rateOf(() => inbox.stats().lastSeq);
  {
    using _progress = new Progress([
      { name: "  phase", width: 10, value: () => `  ${phaseNow()}` },
      { name: "accepted/s", width: 10, value: rate },
      { name: "backlog", width: 8, value: () => pipeline.stats().pending },
      { name: "stored", width: 9, value: () => pipeline.stats().stored },
      { name: "queued", width: 9, value: () => pipeline.stats().published },
      { name: "consumed", width: 9, value: () => consumer.last?.consumed ?? 0 },
      { name: "RSS", width: 8, value: () => megabytes(memory.now) },
    ]);
    const code = await orAbort(sender.ended, service.signal);
    if (code !== 0 || sender.last?.phase !== "done") {
      throw new ServiceError(`The sender has stopped: its process ended with code ${code}`);
    }
    phase = "draining";
    await pipeline.drain({ signal: service.signal });
    await consumed(service);
  }
  await sending.close({ status: "success" });
  const { byOutcome, lastError } = sender.last;
  if (byOutcome.open > 0) {
    console.log(`  ${count(byOutcome.open)} deliveries were never answered: ${lastError}`);
  }
  return sender.last;
}

/**
 * Waits until the consumer has all that was stored, or has not got on for longer than the leases of
 * a consumer that was killed last.
 */
async function consumed({ pipeline, consumer, signal }: Service): Promise<void> {
  const { stored } = pipeline.stats();
  const patienceMs = 15_000;
  let before = -1;
  let sinceMs = performance.now();
  while ((consumer.last?.consumed ?? 0) < stored && performance.now() - sinceMs < patienceMs) {
    await orAbort(new Promise((resolve) => setTimeout(resolve, 50)), signal);
    const now = consumer.last?.consumed ?? 0;
    if (now !== before) sinceMs = performance.now();
    before = now;
  }
}

/** The growth of a count per second, over the last second or so. */
function rateOf(total: () => number): () => number {
  const samples = [{ atMs: performance.now(), total: total() }];
  return () => {
    const now = { atMs: performance.now(), total: total() };
    samples.push(now);
    while (samples.length > 2 && now.atMs - samples[0]!.atMs > 1_000) samples.shift();
    const first = samples[0]!;
    return Math.round(1_000 * (now.total - first.total) / Math.max(1, now.atMs - first.atMs));
  };
}

/** Waits for work, or rejects as soon as the program is told to stop. */
export async function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
