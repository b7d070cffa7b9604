import assert from "node:assert/strict";
import { untilAborted } from "./until_aborted.ts";

/** A signal that counts who listens to it. */
function countedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const counted = { controller, signal, listeners: 0 };
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: unknown[]) => {
    counted.listeners++;
    addEventListener.apply(signal, args as never);
  };
  signal.removeEventListener = (...args: unknown[]) => {
    counted.listeners--;
    removeEventListener.apply(signal, args as never);
  };
  return counted;
}

Deno.test("untilAborted() leaves no listener on the signal", async () => {
  const counted = countedSignal();
  const { controller, signal } = counted;
  assert.equal(await untilAborted(() => Promise.resolve(1), signal), 1);
  await assert.rejects(untilAborted(() => Promise.reject(new Error("own")), signal), /own/);
  const { promise, reject } = Promise.withResolvers<number>();
  const waiting = untilAborted(() => promise, signal);
  assert.equal(counted.listeners, 1);
  controller.abort("enough");
  assert.equal(await waiting.catch((error) => error), "enough");
  reject(new Error("too late, and nobody hears of it"));
  assert.equal(counted.listeners, 0);
});

Deno.test("untilAborted() does without Promise.withResolvers(), which Node 20 lacks", async () => {
  const withResolvers = Object.getOwnPropertyDescriptor(Promise, "withResolvers")!;
  Reflect.deleteProperty(Promise, "withResolvers");
  try {
    const { signal } = new AbortController();
    assert.equal(await untilAborted(() => Promise.resolve(1), signal), 1);
  } finally {
    Object.defineProperty(Promise, "withResolvers", withResolvers);
  }
});

Deno.test("untilAborted() starts nothing when the signal is aborted already", async () => {
  const start = () => assert.fail("must not start");
  const error = await untilAborted(start, AbortSignal.abort("enough")).catch((error) => error);
  assert.equal(error, "enough");
});
