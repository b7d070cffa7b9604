import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { disposableServer, type DisposableServerOptions } from "../mod.ts";

function start(handler: Deno.ServeHandler<Deno.NetAddr>, options?: DisposableServerOptions) {
  return disposableServer(
    (watched: typeof handler, signal) => Deno.serve({ port: 0, signal, onListen() {} }, watched),
    handler,
    options,
  );
}

/** A client that sends the head of a request and then what it is told to. */
async function connect(port: number, head: string): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ port });
  await connection.write(new TextEncoder().encode(`${head} HTTP/1.1\r\nhost: localhost\r\n`));
  return connection;
}

/** The bytes that arrive until the connection ends. */
async function countBytes(connection: Deno.TcpConn): Promise<number> {
  const buffer = new Uint8Array(65_536);
  let total = 0;
  try {
    for (let read; (read = await connection.read(buffer)) !== null;) total += read;
  } catch (error) {
    assert.ok(error instanceof Deno.errors.ConnectionReset, String(error));
  }
  return total;
}

Deno.test("disposableServer() cuts an answer that its client does not read", async () => {
  const answered = Promise.withResolvers<void>();
  const server = start((_request, info) => {
    info.completed.then(answered.resolve);
    return new Response(new Uint8Array(50_000_000));
  }, { graceMs: Infinity });
  using connection = await connect(server.addr.port, "GET /");
  await connection.write(new TextEncoder().encode("\r\n"));
  await answered.promise;
  await server[Symbol.asyncDispose]();
  assert.ok(await countBytes(connection) < 50_000_000);
});

Deno.test("disposableServer() cuts an upload that is answered before its end", async () => {
  const answered = Promise.withResolvers<void>();
  const server = start((_request, info) => {
    info.completed.then(answered.resolve);
    return new Response("enough");
  }, { graceMs: Infinity });
  using connection = await connect(server.addr.port, "POST /");
  await connection.write(new TextEncoder().encode("content-length: 1000000\r\n\r\nfirst"));
  await answered.promise;
  await server[Symbol.asyncDispose]();
  await countBytes(connection); // ends
});

Deno.test("disposableServer() cuts a fetch() whose body is not read", async () => {
  const server = start(() => new Response(new Uint8Array(20_000_000)), { graceMs: Infinity });
  const response = await fetch(`http://localhost:${server.addr.port}/`);
  await server[Symbol.asyncDispose]();
  await assert.rejects(response.bytes(), TypeError);
});

Deno.test("disposableServer() leaves an answer the time to get out", async () => {
  const clock = new ManualClock();
  const answered = Promise.withResolvers<void>();
  const server = start((_request, info) => {
    info.completed.then(answered.resolve);
    return new Response(new Uint8Array(20_000_000));
  }, { graceMs: 1_000, clock });
  const response = await fetch(`http://localhost:${server.addr.port}/`);
  await answered.promise;
  await clock.advanceAsync(30);
  const disposed = server[Symbol.asyncDispose]();
  await clock.advanceAsync(69);
  assert.equal((await response.bytes()).length, 20_000_000);
  assert.equal(clock.pending, 1);
  await clock.advanceAsync(1);
  await disposed;
});

Deno.test("disposableServer() does not linger longer than the grace, nor after a pause", async () => {
  for (const [graceMs, pauseMs] of [[0, 0], [1_000, 100]] as const) {
    const clock = new ManualClock();
    const server = start(() => new Response("ok"), { graceMs, clock });
    const response = await fetch(`http://localhost:${server.addr.port}/`);
    assert.equal(await response.text(), "ok");
    await clock.advanceAsync(pauseMs);
    await server[Symbol.asyncDispose]();
  }
});

Deno.test("disposableServer() cuts an open WebSocket at once, but not its last message", async () => {
  for (
    const [last, code] of [[() => {}, 0], [(open: WebSocket) => open.close(1001), 1001]] as const
  ) {
    const opened = Promise.withResolvers<WebSocket>();
    const server = start((request) => {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onopen = () => opened.resolve(socket);
      return response;
    }, { graceMs: Infinity });
    const client = new WebSocket(`ws://localhost:${server.addr.port}/`);
    const closed = new Promise<CloseEvent>((resolve) => client.onclose = resolve);
    last(await opened.promise);
    await server[Symbol.asyncDispose]();
    assert.equal((await closed).code, code);
  }
});

Deno.test("disposableServer() says so when serve() keeps the signal to itself", async () => {
  const clock = new ManualClock();
  const server = disposableServer(
    () => ({ shutdown: () => new Promise<void>(() => {}), finished: new Promise(() => {}) }),
    () => new Response(),
    { clock },
  );
  const disposed = assert.rejects(async () => await server[Symbol.asyncDispose](), {
    name: "TypeError",
    message: /^Cannot end the server as "serve" must hand the signal/,
  });
  await clock.advanceAsync(1_000);
  await clock.advanceAsync(1_000);
  await disposed;
});
