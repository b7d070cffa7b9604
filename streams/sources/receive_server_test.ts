import assert from "node:assert/strict";
import fc from "fast-check";
import { ManualClock } from "../../testing/manual_clock.ts";
import { memoryInbox } from "../inboxes/memory_inbox.ts";
import { readAll } from "../testdata/deliveries.ts";
import { Held } from "../testdata/held.ts";
import { secret } from "../testdata/post_request.ts";
import { sign } from "../testdata/sign.ts";
import { receive } from "./receive.ts";
import { verifyGitHub } from "./verify_github.ts";

const verify = verifyGitHub(secret);

Deno.test("receive() never throws and never accepts what was not verified, whatever comes", async () => {
  const name = fc.constantFrom(
    "x-github-delivery",
    "x-hub-signature-256",
    "content-length",
    "content-type",
    "x-forwarded-for",
    "transfer-encoding",
  );
  const value = fc.oneof(
    fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    }),
    fc.constantFrom("0", "-1", "1e9", "NaN", "9".repeat(30), "0x10", "sha256=", "d1"),
  );
  const body = fc.uint8Array({ maxLength: 100 });
  const headers = fc.array(fc.tuple(name, value), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(headers, body, fc.boolean(), async (each, bytes, valid) => {
      await using inbox = memoryInbox();
      const handler = receive(inbox, { verify, maxBodyBytes: 80, maxInFlightBytes: 1_000 });
      const request = new Request("http://localhost/", {
        method: "POST",
        headers: {
          ...Object.fromEntries(each),
          ...(valid ? { "x-hub-signature-256": sign(secret, bytes) } : {}),
        },
        body: new Uint8Array(bytes),
      });
      const response = await handler(request);
      const isSigned = request.headers.get("x-hub-signature-256") === sign(secret, bytes);
      if (response.status === 202) {
        assert.ok(isSigned && bytes.length <= 80);
        assert.deepEqual((await readAll(inbox))[0]!.body, new Uint8Array(bytes));
      } else {
        assert.equal(inbox.stats().lastSeq, 0);
      }
      await response.body?.cancel();
      assert.equal(handler.stats().inFlightBytes, 0);
    }),
    { numRuns: 500 },
  );
});

Deno.test("receive() takes deliveries on a real server and refuses what breaks a bound", async () => {
  await using inbox = memoryInbox();
  const clock = new ManualClock();
  const handler = receive(inbox, { verify, maxBodyBytes: 1_000, clock });
  await using server = Deno.serve({ port: 0, onListen: () => {} }, handler);
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const send = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "x-github-delivery": "d1", ...headers },
    });
    return [response.status, (await response.json()).reason];
  };
  const chunked = (bytes: number) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let sent = 0; sent < bytes; sent += 100) controller.enqueue(new Uint8Array(100));
        controller.close();
      },
    });
  const signature = { "x-hub-signature-256": sign(secret, "{}") };
  assert.deepEqual(await send("{}", signature), [202, undefined]);
  assert.deepEqual(await send("{} ", signature), [401, "signature"]);
  assert.deepEqual(await send("x".repeat(1_001), signature), [413, "too-large"]);
  assert.deepEqual(await send(chunked(1_100), signature), [413, "too-large"]);
  const zeros = { "x-hub-signature-256": sign(secret, new Uint8Array(900)) };
  assert.deepEqual(await send(chunked(900), zeros), [202, undefined]);
  const got = await fetch(url);
  assert.deepEqual([got.status, (await got.json()).reason], [405, "method"]);
  assert.equal(inbox.stats().lastSeq, 2);
});

Deno.test("receive() notices on a real server that a client went away or fell asleep", async () => {
  await using inbox = memoryInbox();
  const clock = new ManualClock();
  const handler = receive(inbox, { verify, bodyTimeoutMs: 100, clock });
  const answers: Promise<Response>[] = [];
  const reached = [new Held(), new Held()];
  await using server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    const answer = handler(request);
    answers.push(answer);
    reached[answers.length - 1]!.wait();
    return answer;
  });
  const half = new TextEncoder().encode(
    "POST / HTTP/1.1\r\nhost: localhost\r\nx-github-delivery: d1\r\ncontent-length: 50\r\n\r\n{",
  );
  const { port } = server.addr;
  {
    using gone = await Deno.connect({ hostname: "127.0.0.1", port });
    await gone.write(half);
    await reached[0]!.reached;
  }
  assert.equal((await answers[0]!).status, 400);
  using asleep = await Deno.connect({ hostname: "127.0.0.1", port });
  await asleep.write(half);
  await reached[1]!.reached;
  clock.advance(100);
  assert.equal((await answers[1]!).status, 408);
  assert.deepEqual([handler.stats().refused.aborted, handler.stats().refused.slow], [1, 1]);
  assert.deepEqual([inbox.stats().lastSeq, handler.stats().inFlightBytes], [0, 0]);
});
