import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
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

Deno.test("disposableNodeServer() does nothing when the server does not listen", async () => {
  const server = createServer();
  await disposableNodeServer(server)[Symbol.asyncDispose]();
  assert.throws(() => disposableNodeServer({} as typeof server), /methods close, closeAll/);
});
