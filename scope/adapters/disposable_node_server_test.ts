import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { ManualClock } from "../../testing/manual_clock.ts";
import { disposableNodeServer, withScope } from "../mod.ts";

async function started(listener: RequestListener) {
  const server = createServer(listener);
  await once(server.listen(0), "listening");
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}/` };
}

Deno.test("disposableNodeServer() cuts an open response when the grace is over", async () => {
  const clock = new ManualClock();
  const { server, url } = await started((_request, response) => void response.write("data: 1\n\n"));
  const disposable = disposableNodeServer(server, { graceMs: 100, clock });
  const reader = (await fetch(url)).body!.getReader();
  await reader.read();
  const disposed = disposable[Symbol.asyncDispose]();
  await clock.advanceAsync(99);
  assert.equal(clock.pending, 1);
  await clock.advanceAsync(1);
  await disposed;
  await assert.rejects(reader.read(), TypeError);
  assert.equal(server.listening, false);
});

Deno.test("disposableNodeServer() waits for a response under way, also when the body throws", async () => {
  const arrived = Promise.withResolvers<() => void>();
  const { server, url } = await started((_request, response) => {
    arrived.resolve(() => response.end("answer"));
  });
  let answer: Promise<string> | undefined;
  const work = withScope("app", async (app) => {
    app.use(disposableNodeServer(server, { graceMs: Infinity }));
    app.signal.addEventListener("abort", async () => (await arrived.promise)());
    answer = fetch(url).then((response) => response.text());
    await arrived.promise;
    throw new Error("body");
  });
  await assert.rejects(work, /^Error: body$/);
  assert.equal(await answer, "answer");
});

/** A server and a client whose connection it has upgraded; `prepare` is called before it listens. */
async function upgraded(prepare: (server: Server) => void) {
  const server = createServer();
  prepare(server);
  const arrived = Promise.withResolvers<Duplex>();
  server.on("upgrade", (_request, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: any\r\n\r\n");
    arrived.resolve(socket);
  });
  await once(server.listen(0), "listening");
  const client = await Deno.connect({ port: (server.address() as AddressInfo).port });
  const head = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: any\r\n\r\n";
  await client.write(new TextEncoder().encode(head));
  await client.read(new Uint8Array(1_000));
  return { server, client, socket: await arrived.promise };
}

Deno.test("disposableNodeServer() cuts upgraded connections when the grace is over", async () => {
  const clock = new ManualClock();
  const { server, client } = await upgraded((server) => {
    disposableNodeServer(server, { graceMs: 100, clock });
  });
  const disposed = server[Symbol.asyncDispose]();
  await clock.advanceAsync(100);
  await disposed;
  assert.equal(await client.read(new Uint8Array(1)), null);
  client.close();
});

Deno.test("disposableNodeServer() gives up on connections that were upgraded before it", async () => {
  const clock = new ManualClock();
  const { server, client, socket } = await upgraded(() => {});
  disposableNodeServer(server, { graceMs: 100, clock });
  const disposed = assert.rejects(
    async () => await server[Symbol.asyncDispose](),
    /^Error: Cannot end the server as a connection is open that was upgraded before/,
  );
  await clock.advanceAsync(100);
  await clock.advanceAsync(1_000);
  await disposed;
  const closed = once(server, "close");
  socket.destroy();
  await closed;
  client.close();
});

Deno.test("disposableNodeServer() does nothing when the server does not listen", async () => {
  const server = createServer();
  await disposableNodeServer(server)[Symbol.asyncDispose]();
  assert.throws(
    () => disposableNodeServer({} as typeof server),
    /methods close, closeAllConnections, on/,
  );
});
