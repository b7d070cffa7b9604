import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { disposableServer, type DisposableServerOptions, withScope } from "../mod.ts";

type Handler = Deno.ServeHandler<Deno.NetAddr>;
type Serve = (handler: Handler, signal: AbortSignal) => Deno.HttpServer<Deno.NetAddr>;

const serve: Serve = (handler, signal) => Deno.serve({ port: 0, signal, onListen() {} }, handler);

function start(handler: Handler, options?: DisposableServerOptions) {
  const server = disposableServer(serve, handler, options);
  return { server, url: `http://localhost:${server.addr.port}/` };
}

/** An event stream that has sent one event, and its controller. */
function openEvents() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const cancelled = Promise.withResolvers<unknown>();
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
      given.enqueue(new TextEncoder().encode("data: 1\n\n"));
    },
    cancel: cancelled.resolve,
  });
  const response = new Response(body, { headers: { "content-type": "text/event-stream" } });
  return { response, controller: controller!, cancelled: cancelled.promise };
}

/** A reader that has received the first event. */
async function listen(url: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const reader = (await fetch(url)).body!.getReader();
  await reader.read();
  return reader;
}

async function assertPortIsFree(port: number): Promise<void> {
  await assert.rejects(Deno.connect({ port }), Deno.errors.ConnectionRefused);
}

Deno.test("disposableServer() cuts an open event stream when the grace is over", async () => {
  const clock = new ManualClock();
  const events = openEvents();
  const { server, url } = start(() => events.response, { graceMs: 100, clock });
  const reader = await listen(url);
  const disposed = server[Symbol.asyncDispose]();
  await clock.advanceAsync(99);
  events.controller.enqueue(new TextEncoder().encode("data: 2\n\n"));
  assert.equal((await reader.read()).done, false);
  await clock.advanceAsync(1);
  await disposed;
  assert.equal(await events.cancelled, "resource closed");
  await assert.rejects(reader.read(), TypeError);
  await assertPortIsFree(server.addr.port);
});

Deno.test("disposableServer() ends as soon as the event stream ends itself", async () => {
  const events = openEvents();
  const url = Promise.withResolvers<string>();
  const work = withScope("app", async (app) => {
    app.signal.addEventListener("abort", () => events.controller.close());
    const server = app.use(disposableServer(serve, () => events.response, { graceMs: Infinity }));
    url.resolve(`http://localhost:${server.addr.port}/`);
    return await listen(await url.promise);
  });
  assert.equal((await (await work).read()).done, true);
});

Deno.test("disposableServer() lets a request in flight read its body and answer", async () => {
  const arrived = Promise.withResolvers<void>();
  const { server, url } = start(async (request) => {
    arrived.resolve();
    return new Response((await request.text()).toUpperCase());
  }, { graceMs: Infinity });
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const answer = fetch(url, { method: "POST", body: body.readable }).then((r) => r.text());
  await writer.write(new TextEncoder().encode("first, "));
  await arrived.promise;
  const disposed = server[Symbol.asyncDispose]();
  const refused = await fetch(url);
  assert.deepEqual([refused.status, await refused.text()], [503, "Service Unavailable"]);
  await writer.write(new TextEncoder().encode("second"));
  await writer.close();
  assert.equal(await answer, "FIRST, SECOND");
  await disposed;
  await assertPortIsFree(server.addr.port);
});

Deno.test("disposableServer() cuts a handler that hangs, also when the body of the scope throws", async () => {
  const clock = new ManualClock();
  const arrived = Promise.withResolvers<void>();
  let request: Promise<Response> | undefined;
  const work = withScope("app", async (app) => {
    const server = app.use(disposableServer(serve, () => {
      arrived.resolve();
      return new Promise<Response>(() => {});
    }, { graceMs: 10, clock }));
    request = fetch(`http://localhost:${server.addr.port}/`);
    request.catch(() => {});
    await arrived.promise;
    throw new Error("body");
  });
  const failed = assert.rejects(work, /^Error: body$/);
  await arrived.promise;
  await clock.advanceAsync(10);
  await failed;
  await assert.rejects(request!, TypeError);
});

Deno.test("disposableServer() counts a handler that throws as answered", async () => {
  const onError = () => new Response("sorry", { status: 500 });
  const server = disposableServer(
    (handler, signal) => Deno.serve({ port: 0, signal, onListen() {}, onError }, handler),
    () => {
      throw new Error("handler");
    },
    { graceMs: Infinity },
  );
  const response = await fetch(`http://localhost:${server.addr.port}/`);
  assert.equal(await response.text(), "sorry");
  await server[Symbol.asyncDispose]();
});

Deno.test("disposableServer() ends the same way when the server is shut down by hand", async () => {
  const clock = new ManualClock();
  const events = openEvents();
  const { server, url } = start(() => events.response, { graceMs: 10, clock });
  const reader = await listen(url);
  await withScope("app", async (app) => {
    app.use(server);
    const ended = Promise.all([server.shutdown(), server.finished]);
    await clock.advanceAsync(10);
    await ended;
  });
  await assert.rejects(reader.read(), TypeError);
});

Deno.test("disposableServer() does nothing when the server has ended by itself", async () => {
  const other = new AbortController();
  const arrived = Promise.withResolvers<void>();
  const server = disposableServer(
    (handler: Handler, signal) => serve(handler, AbortSignal.any([signal, other.signal])),
    (_request, info) => {
      arrived.resolve();
      assert.equal(info.remoteAddr.transport, "tcp");
      return new Promise<Response>(() => {});
    },
    { graceMs: Infinity },
  );
  const answer = assert.rejects(fetch(`http://localhost:${server.addr.port}/`), TypeError);
  await arrived.promise;
  other.abort();
  await server.finished;
  await server[Symbol.asyncDispose]();
  await answer;
});

Deno.test("disposableServer() goes by the handler where nothing tells that a request is over", async () => {
  const clock = new ManualClock();
  const ended = Promise.withResolvers<void>();
  let handle: ((request: Request, info: undefined) => Response | Promise<Response>) | undefined;
  const server = disposableServer(
    (handler: NonNullable<typeof handle>) => {
      handle = handler;
      return { shutdown: () => Promise.resolve(ended.resolve()), finished: ended.promise };
    },
    () => Promise.reject(new Error("handler")),
    { graceMs: Infinity, clock },
  );
  await assert.rejects(async () => await handle?.(new Request("http://localhost"), undefined));
  const disposed = server[Symbol.asyncDispose]();
  await clock.advanceAsync(100); // for the last bytes
  await clock.advanceAsync(1_000); // nobody hears of the signal
  await disposed;
});

Deno.test("disposableServer() names what is wrong, and stops what is no server", () => {
  const handler = () => new Response();
  const noServer = null as unknown as Serve;
  assert.throws(() => disposableServer(noServer, handler), /"serve" must be a function/);
  assert.throws(
    () => disposableServer(serve, {} as typeof handler),
    /"handler" must be a function/,
  );
  assert.throws(() => disposableServer(serve, handler, { graceMs: -1 }), RangeError);
  assert.throws(() => disposableServer(serve, handler, { graceMS: 1 } as object), /use "graceMs"/);
  let given: AbortSignal | undefined;
  const useless = (_handler: unknown, signal: AbortSignal) => {
    given = signal;
    return {} as Deno.HttpServer;
  };
  assert.throws(() => disposableServer(useless, handler), /"serve\(\)" must be an object with/);
  assert.equal(given?.aborted, true);
});
