import { checkMethods, makeDisposable } from "./_make_disposable.ts";

/**
 * Gives a `MessagePort`, or anything else whose `close()` returns nothing, such as a
 * `BroadcastChannel`, a `Symbol.dispose` that closes it. Returns the port.
 *
 * A port that listens keeps the program alive until it is closed. What was posted before the close is
 * still delivered. The other end is to hear a `close` event, which does not arrive in Deno 2.9: say
 * goodbye in a message. Closing twice does nothing.
 *
 * @example Both ends of a channel
 * ```ts
 * import { disposablePort } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const { port1, port2 } = new MessageChannel();
 * using sender = disposablePort(port1);
 * using receiver = disposablePort(port2);
 * const received = new Promise((resolve) => {
 *   receiver.onmessage = ({ data }) => resolve(data);
 * });
 * sender.postMessage("hello");
 * assert.equal(await received, "hello");
 * ```
 * @throws {TypeError} If the port has no method `close`.
 */
export function disposablePort<P extends { close(): void }>(port: P): P & Disposable {
  checkMethods("make the port disposable", "port", port, ["close"]);
  return makeDisposable(port, () => port.close());
}
