import { checkDuration, checkFunction, checkKeys } from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import { checkMethods, define, makeAsyncDisposable, once } from "./_make_disposable.ts";
import { type Handler, RequestsInFlight } from "./_requests_in_flight.ts";
import { settlesWithin } from "./_settles_within.ts";

/** Options of {@linkcode disposableServer} and {@linkcode disposableNodeServer}. */
export interface DisposableServerOptions {
  /**
   * Milliseconds that requests in flight have to finish before their connections are cut. Keep it
   * a second below the `releaseTimeoutMs` of the scope that holds the server.
   *
   * @default {3000}
   */
  readonly graceMs?: number;
  /**
   * Where time comes from.
   *
   * @default the platform's
   */
  readonly clock?: Clock;
}

/** Milliseconds that the last bytes of an answer have to leave the runtime, which tells not when. */
const LINGER_MS = 100;

/** Milliseconds until a server that is told to end at once counts as one that was not told. */
const CUT_MS = 1_000;

/** The part of `Deno.HttpServer` that {@linkcode disposableServer} uses. */
export interface ServerLike {
  /** Refuses new connections and waits for the requests in flight, however long they take. */
  shutdown(): Promise<void>;
  /** Resolves when the server has ended. */
  readonly finished: Promise<unknown>;
}

/** What a handler is told of a request that {@linkcode disposableServer} watches, if it does not say. */
export interface ServerRequestInfo {
  /** Where the request comes from; what is there depends on what the server listens on. */
  readonly remoteAddr: {
    /** As `"tcp"` or `"unix"`. */
    readonly transport: string;
    /** Address of the client, for `"tcp"`. */
    readonly hostname?: string;
    /** Port of the client, for `"tcp"`. */
    readonly port?: number;
    /** Path of the socket, for `"unix"`. */
    readonly path?: string;
  };
  /** Resolves when the request is answered; rejects if it could not be. */
  readonly completed: Promise<void>;
}

/**
 * Starts a server whose `Symbol.asyncDispose` ends also when a request does not, such as an open
 * stream of server-sent events. Returns the server.
 *
 * Order: new requests are answered with 503; those in flight have `graceMs` to be answered, to the
 * last byte of a stream; connections that are left are cut, which is no failure; the port is free.
 * A stream of events that listens to `scope.signal` and ends itself makes that quick. After the last
 * answer the connections are open for 100 ms more, within `graceMs`: `Deno.serve` (2.9) tells of
 * bytes and text that they were taken over, not that they were sent, nor whether an upload that was
 * answered early is over. What a client has not taken by then is cut, so answer with a stream what is
 * large and must arrive.
 *
 * An open WebSocket counts as answered: it has no grace and is cut without a close frame. Close it
 * with a code when `scope.signal` aborts.
 *
 * `Deno.serve` alone has no such end (2.9): `shutdown()` waits for ever for an open response, for
 * bytes that a client does not read and for the rest of an upload; it makes the bodies of requests in
 * flight unreadable (denoland/deno#36809); and aborting the signal after it cuts nothing but throws an
 * error that nobody can catch. So requests are counted here, by `info.completed`, and then the signal
 * is aborted, which always ends. `shutdown()` of the returned server does what dispose does.
 *
 * Cancel: none; dispose ends by itself.
 *
 * @example Ends with a stream of events open
 * ```ts
 * import { disposableServer } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const events = () =>
 *   new Response(
 *     new ReadableStream({
 *       start: (controller) => controller.enqueue(new TextEncoder().encode("data: hello\n\n")),
 *     }),
 *     { headers: { "content-type": "text/event-stream" } },
 *   );
 * let reader: ReadableStreamDefaultReader;
 * {
 *   await using server = disposableServer(
 *     (handler, signal) => Deno.serve({ port: 0, signal, onListen() {} }, handler),
 *     events,
 *     { graceMs: 10 },
 *   );
 *   const response = await fetch(`http://localhost:${server.addr.port}/`);
 *   reader = response.body!.getReader();
 *   await reader.read();
 * }
 * await assert.rejects(reader.read(), TypeError); // cut off
 * ```
 * @param serve Starts the server with the handler and the signal that it is handed. If it keeps the
 * signal to itself, open connections cannot be cut, and dispose rejects with a `TypeError` after two
 * seconds more.
 * @param handler Answers requests. Its `info` is a {@linkcode ServerRequestInfo} unless its parameters
 * say what they are, as `(request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>)`.
 * @throws {TypeError} If an argument or an option has the wrong type or does not exist.
 * @throws {RangeError} If `graceMs` is negative.
 */
export function disposableServer<S extends ServerLike, I = ServerRequestInfo>(
  serve: (
    handler: (request: Request, info: I) => Response | Promise<Response>,
    signal: AbortSignal,
  ) => S,
  handler: (request: Request, info: I) => Response | Promise<Response>,
  options: DisposableServerOptions = {},
): S & AsyncDisposable {
  const action = "start the server";
  checkFunction(action, "serve", serve);
  checkFunction(action, "handler", handler);
  const { graceMs, clock } = checkServerOptions(action, options);
  const requests = new RequestsInFlight(clock);
  const cut = new AbortController();
  const server = serve(requests.watch(handler as Handler<I>), cut.signal);
  try {
    checkMethods(action, "serve()", server, ["shutdown"]);
  } catch (error) {
    cut.abort();
    throw error;
  }
  let isFinished = false;
  const finish = () => void (isFinished = true);
  const finished = server.finished.then(finish, finish);
  const shutdown = server.shutdown.bind(server);
  const end = once(async () => {
    const startMs = clock.monotonic();
    const quiet = Promise.race([requests.drain(), finished]);
    if (await settlesWithin(quiet, graceMs, clock)) {
      const leftMs = graceMs - (clock.monotonic() - startMs);
      const lingerMs = Math.min(LINGER_MS - requests.quietMs, leftMs);
      if (lingerMs > 0) await settlesWithin(finished, lingerMs, clock);
    }
    // The signal of a server that has ended must not be aborted: that throws where nobody can catch.
    if (!isFinished) cut.abort();
    if (!await settlesWithin(finished, CUT_MS, clock)) await endWithoutSignal(shutdown, clock);
    else await server.finished;
  });
  return makeAsyncDisposable(define(server, "shutdown", end), end);
}

/** What did not hear of the signal can still end by itself, if nothing is open. */
async function endWithoutSignal(shutdown: () => Promise<void>, clock: Clock): Promise<void> {
  const ended = shutdown();
  if (await settlesWithin(ended, CUT_MS, clock)) return await ended;
  throw new TypeError(
    'Cannot end the server as "serve" must hand the signal that it is given on to it, and connections ' +
      "are open that only the signal cuts",
  );
}

/** Checks the options of both kinds of server and fills in what is left out. */
export function checkServerOptions(
  action: string,
  options: DisposableServerOptions,
): Required<DisposableServerOptions> {
  checkKeys(action, options, ["graceMs", "clock"]);
  return {
    graceMs: checkDuration(action, "graceMs", options.graceMs ?? 3_000),
    clock: options.clock ?? systemClock,
  };
}
