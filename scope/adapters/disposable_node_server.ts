import { checkServerOptions, type DisposableServerOptions } from "./disposable_server.ts";
import { checkMethods, makeAsyncDisposable } from "./_make_disposable.ts";
import { settlesWithin } from "./_settles_within.ts";

/** The part of a server of `node:http` or `node:https` that {@linkcode disposableNodeServer} uses. */
export interface NodeServerLike {
  /** Whether it listens. */
  readonly listening: boolean;
  /** Refuses new connections; calls back when the last one has ended. */
  close(callback: (error?: Error) => void): unknown;
  /** Cuts every connection, but not those that were upgraded, as WebSockets are. */
  closeAllConnections(): void;
  /** Hears of connections. */
  on(event: "connection", listener: (socket: NodeSocketLike) => void): unknown;
}

/** The part of a socket of `node:net` that {@linkcode disposableNodeServer} uses. */
export interface NodeSocketLike {
  /** Cuts the connection. */
  destroy(): unknown;
  /** Hears of its end. */
  once(event: "close", listener: () => void): unknown;
}

/** Milliseconds until connections that were cut count as such that cannot be. */
const CUT_MS = 1_000;

/**
 * Gives a server of `node:http` or `node:https` a `Symbol.asyncDispose` that ends also when a request
 * does not, such as an open stream of server-sent events; the one that it has waits for ever. Returns
 * the server.
 *
 * Order: new connections are refused; requests in flight and open WebSockets have `graceMs` to finish;
 * connections that are left are cut, which is no failure. A server that does not listen is left as it
 * is. Make it disposable before it listens: upgraded connections from before are not known, and if one
 * of them stays open, dispose rejects after a second more.
 *
 * Cancel: none; dispose ends by itself.
 *
 * @example Ends with a response open
 * ```ts
 * import { disposableNodeServer } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 * import { once } from "node:events";
 * import { createServer } from "node:http";
 * import type { AddressInfo } from "node:net";
 *
 * let reader: ReadableStreamDefaultReader;
 * {
 *   await using server = disposableNodeServer(
 *     createServer((_request, response) => void response.write("data: hello\n\n")),
 *     { graceMs: 10 },
 *   );
 *   await once(server.listen(0), "listening");
 *   const { port } = server.address() as AddressInfo;
 *   const response = await fetch(`http://localhost:${port}/`);
 *   reader = response.body!.getReader();
 *   await reader.read();
 * }
 * await assert.rejects(reader.read(), TypeError); // cut off
 * ```
 * @throws {TypeError} If it is no server, or an option has the wrong type or does not exist.
 * @throws {RangeError} If `graceMs` is negative.
 */
export function disposableNodeServer<S extends NodeServerLike>(
  server: S,
  options: DisposableServerOptions = {},
): S & AsyncDisposable {
  const action = "make the server disposable";
  const { graceMs, clock } = checkServerOptions(action, options);
  checkMethods(action, "server", server, ["close", "closeAllConnections", "on"]);
  const sockets = trackSockets(server);
  return makeAsyncDisposable(server, async () => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve, reject) => {
      server.close((error) => error === undefined || error === null ? resolve() : reject(error));
    });
    if (!await settlesWithin(closed, graceMs, clock)) {
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      if (!await settlesWithin(closed, CUT_MS, clock)) throw new Error(NOT_KNOWN);
    }
    await closed;
  });
}

const NOT_KNOWN =
  "Cannot end the server as a connection is open that was upgraded before the server was made disposable";

/** The server itself forgets a socket that is upgraded, and waits for it nevertheless. */
function trackSockets(server: NodeServerLike): ReadonlySet<NodeSocketLike> {
  const sockets = new Set<NodeSocketLike>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}
