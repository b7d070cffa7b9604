import assert from "node:assert/strict";
import { disposableServer, type ServerRequestInfo } from "../mod.ts";

type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

Deno.test("disposableServer() infers what a handler is told and what it returns", async () => {
  await using server = disposableServer(
    (handler, signal) => Deno.serve({ port: 0, signal, onListen() {} }, handler),
    (_request, info) => {
      const known: Is<typeof info, ServerRequestInfo> = true;
      return Response.json([known, info.remoteAddr.transport, typeof info.remoteAddr.port]);
    },
  );
  const typed: Is<typeof server.addr, Deno.NetAddr> = true;
  const response = await fetch(`http://localhost:${server.addr.port}/`);
  assert.deepEqual([typed, await response.json()], [true, [true, "tcp", "number"]]);
});

Deno.test("disposableServer() takes a handler that says what it is told", () => {
  const onSocket = (path: string) =>
    disposableServer(
      (handler, signal) => Deno.serve({ path, signal }, handler),
      () => new Response(),
    );
  const onPort = () =>
    disposableServer(
      (handler, signal) => Deno.serve({ port: 0, signal }, handler),
      (_request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) =>
        new Response(info.remoteAddr.hostname),
    );
  assert.equal(typeof onSocket, typeof onPort);
});
