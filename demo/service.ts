import { acquireAll, defineResource, disposableServer, type Scope } from "@weir/std/scope";
import {
  type Inbox,
  openSegmentLog,
  type Pipeline,
  type PipelineEvent,
  type Queue,
  receive,
  type Receiver,
  run,
  type Store,
  verifyGitHub,
} from "@weir/std/streams";
import { queueResource, storeResource } from "./backends.ts";
import { type ChildProcess, startChildProcess } from "./child_process.ts";
import type { ConsumerReport } from "./consumer.ts";
import { maxBodyBytes } from "./delivery_plan.ts";
import { events } from "./events_table.ts";
import { flow, rankings, windows } from "./flow.ts";
import type { RunState } from "./run_state.ts";

/** Secret of the demo's webhook. */
export const secret = "it is a demo";

/** Everything that takes deliveries in and brings them to database and queue. */
export interface Service {
  /** Where to post. */
  readonly url: string;
  /** What became of requests. */
  readonly receiver: Receiver;
  /** Where accepted deliveries wait. */
  readonly inbox: Inbox;
  /** From the inbox to database and queue. */
  readonly pipeline: Pipeline;
  /** The database. */
  readonly store: Store;
  /** Drains the queue. */
  readonly consumer: ChildProcess<ConsumerReport>;
  /** Aborts when the program is told to stop, or when a part has stopped that should not have. */
  readonly signal: AbortSignal;
}

/** Says which part of the demo has broken; what was accepted is kept for the next start. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
}

/**
 * Opens the service. The scopes close in the order that loses nothing: first no new requests, then
 * the batch at hand, the consumer, and last what they stand on.
 */
export async function openService(app: Scope, state: RunState, port: number): Promise<Service> {
  const storage = app.child("storage");
  const { inbox, store, queue } = await acquireAll(storage, {
    inbox: defineResource({
      name: "inbox (segment log)",
      acquire: () => openSegmentLog(`${state.folder}/inbox`),
      release: (inbox) => inbox.close(),
    }),
    store: await storeResource(state.store),
    queue: await queueResource(state.queue),
  });

  const processing = app.child("processing");
  const consumer = processing.adopt(
    "consumer (process)",
    startChildProcess<ConsumerReport>(import.meta.resolve("./consumer.ts"), {
      queue: state.queue,
      database: `${state.folder}/consumer.db`,
    }),
    (child) => child.stop(),
  );
  const pipeline = await processing.acquire(defineResource({
    name: "pipeline",
    acquire: () => runPipeline(inbox, store, queue),
    release: (pipeline) => pipeline.close(),
  }));

  const front = app.child("front");
  const receiver = receive(inbox, { verify: verifyGitHub(secret), maxBodyBytes });
  const server = front.use(
    disposableServer(
      (handler, signal) =>
        Deno.serve({ hostname: "127.0.0.1", port, signal, onListen() {} }, handler),
      (request) => {
        const path = URL.parse(request.url)?.pathname;
        if (path === "/webhook") return receiver(request);
        if (path === "/stats") return Response.json(pipeline.stats());
        return Response.json({ message: "POST /webhook, GET /stats" }, { status: 404 });
      },
    ),
    "HTTP server",
  );
  const url = `http://127.0.0.1:${server.addr.port}/webhook`;
  const signal = AbortSignal.any([app.signal, brokenSignal(pipeline, consumer)]);
  return { url, receiver, inbox, pipeline, store, consumer, signal };
}

/** Aborts when the pipeline or the consumer stops. */
function brokenSignal(pipeline: Pipeline, consumer: ChildProcess<ConsumerReport>): AbortSignal {
  const broken = new AbortController();
  const stopped = (part: string, cause: unknown) =>
    broken.abort(new ServiceError(`The ${part} has stopped: ${cause}`));
  pipeline.done.then(() => stopped("pipeline", "it was closed"), (error) => {
    stopped("pipeline", error);
  });
  consumer.ended.then((code) => stopped("consumer", `its process ended with code ${code}`));
  return broken.signal;
}

/** Tells of trouble when it begins, and now and then while it lasts. */
function tellTrouble(event: PipelineEvent): void {
  if (event.event !== "store.retrying" && event.event !== "queue.retrying") return;
  if (event.attempt !== 1 && event.attempt % 10 !== 0) return;
  const part = event.event === "store.retrying" ? "database" : "queue";
  console.error(`  the ${part} refuses (attempt ${event.attempt}), trying again: ${event.error}`);
}

function runPipeline(inbox: Inbox, store: Store, queue: Queue): Promise<Pipeline> {
  return run(inbox, flow, {
    name: "github",
    store,
    table: events,
    queue,
    routingKey: (row) => `github.${row.event}`,
    windows,
    rankings,
    observers: [tellTrouble],
  });
}
