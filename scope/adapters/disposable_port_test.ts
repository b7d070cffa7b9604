import assert from "node:assert/strict";
import { disposablePort, withScope } from "../mod.ts";

/** Resolves when the other end of the port has been closed. */
function closedOf(port: MessagePort): Promise<Event> {
  return new Promise((resolve) => {
    port.addEventListener("close", resolve);
    port.onmessage = () => {}; // a port that does not listen hears nothing of the close either
  });
}

Deno.test("disposablePort() closes the port at the end of a block, also when it throws", async () => {
  const { port1, port2 } = new MessageChannel();
  using _other = disposablePort(port2);
  const closed = closedOf(port2);
  assert.throws(() => {
    using port = disposablePort(port1);
    assert.equal(port, port1);
    throw new Error("body");
  }, /^Error: body$/);
  await closed;
});

Deno.test("disposablePort() lets what was posted arrive when a scope closes the port", async () => {
  const { port1, port2 } = new MessageChannel();
  using other = disposablePort(port2);
  const received = new Promise((resolve) => other.onmessage = ({ data }) => resolve(data));
  await withScope("job", (job) => job.use(disposablePort(port1)).postMessage("last words"));
  assert.equal(await received, "last words");
});

Deno.test("disposablePort() does nothing when the port is closed already", async () => {
  const { port1, port2 } = new MessageChannel();
  port1.close();
  port2.close();
  await withScope("job", (job) => {
    job.use(disposablePort(port1));
    using _port = disposablePort(port2);
  });
});

Deno.test("disposablePort() takes whatever can be closed, such as a BroadcastChannel", () => {
  using channel = disposablePort(new BroadcastChannel("weir"));
  assert.equal(channel.name, "weir");
  assert.throws(
    () => disposablePort({} as MessagePort),
    /must be an object with the methods close/,
  );
});
