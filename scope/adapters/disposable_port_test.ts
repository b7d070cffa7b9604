import assert from "node:assert/strict";
import { disposablePort, withScope } from "../mod.ts";

Deno.test("disposablePort() closes the port at the end of a block, also when it throws", () => {
  const { port1, port2 } = new MessageChannel();
  using _other = disposablePort(port2);
  let closes = 0;
  const close = port1.close.bind(port1);
  port1.close = () => (closes++, close());
  assert.throws(() => {
    using port = disposablePort(port1);
    assert.equal(port, port1);
    assert.equal(closes, 0);
    throw new Error("body");
  }, /^Error: body$/);
  assert.equal(closes, 1);
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
