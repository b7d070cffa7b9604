import assert from "node:assert/strict";
import {
  freePorts,
  listens,
  ServerStartError,
  startProcess,
  startTwice,
  waitUntilReady,
} from "./server_process.ts";

const never = () => Promise.resolve(false);

function shell(stack: AsyncDisposableStack, script: string) {
  return startProcess(stack, "Shell", "sh", "SIGTERM", { args: ["-c", script] });
}

Deno.test("waitUntilReady() tells the last words of a server that has ended", async () => {
  await using stack = new AsyncDisposableStack();
  const server = shell(stack, "echo starting; echo port is taken >&2; exit 0");
  await assert.rejects(waitUntilReady(server, never), (error: Error) => {
    assert.ok(error instanceof ServerStartError);
    assert.match(
      error.message,
      /^Shell ended before it was ready; its last words:\n[^]*port is taken/,
    );
    assert.match(error.message, /starting/);
    return true;
  });
});

Deno.test("waitUntilReady() gives up on a server that does not answer in time", async () => {
  await using stack = new AsyncDisposableStack();
  const server = shell(stack, "exec sleep 60");
  await assert.rejects(waitUntilReady(server, never, 1), /was not ready in time; .*:\nnothing$/);
});

Deno.test("startProcess() ends though a grandchild holds the pipes open", async () => {
  await using stack = new AsyncDisposableStack();
  const server = shell(stack, "sleep 2 & echo gone");
  await server.ended;
  assert.equal(server.output(), "gone");
});

Deno.test("startTwice() tries a server that ended once more, and no other error", async () => {
  let starts = 0;
  const start = (error: Error) => () => {
    if (starts++ === 0) throw error;
    return Promise.resolve("ready");
  };
  assert.equal(await startTwice(start(new ServerStartError("ended"))), "ready");
  starts = 0;
  await assert.rejects(startTwice(start(new Error("no disk"))), /no disk/);
  assert.equal(starts, 1);
});

Deno.test("freePorts() keeps clear of the ports of outgoing connections", () => {
  const ports = freePorts(50);
  assert.equal(new Set(ports).size, 50);
  for (const port of ports) assert.ok(port >= 20_000 && port < 32_000, `${port}`);
});

Deno.test("listens() tells a port with a server from one without", async () => {
  const [port] = freePorts(1);
  assert.equal(await listens(port!), false);
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: port! });
  assert.equal(await listens(port!), true);
});
