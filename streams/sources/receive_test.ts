import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { InboxBrokenError } from "../errors.ts";
import type { Inbox } from "../inbox.ts";
import { memoryInbox } from "../inboxes/memory_inbox.ts";
import { readAll, textOf } from "../testdata/deliveries.ts";
import { Held, settle } from "../testdata/held.ts";
import { post, secret } from "../testdata/post_request.ts";
import { sign } from "../testdata/sign.ts";
import { receive } from "./receive.ts";
import { verifyGitHub } from "./verify_github.ts";

const verify = verifyGitHub(secret);
const trust = () => Promise.resolve(true);

async function refusalOf(response: Response): Promise<[number, string]> {
  const { reason, message } = await response.json();
  assert.match(message, /^Cannot /);
  return [response.status, reason];
}

/** An inbox whose appends do what the test says. */
function inboxOn(append: Inbox["append"]): Inbox {
  return Object.assign(memoryInbox(), { append });
}

/** A body that hands out what the test enqueues. */
function openBody(): {
  stream: ReadableStream<Uint8Array>;
  controller: ReadableStreamDefaultController<Uint8Array>;
  cancelled: Promise<unknown>;
} {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const stream = new ReadableStream<Uint8Array>({
    start: (each) => void (controller = each),
    cancel: resolve,
  });
  return { stream, controller, cancelled: promise };
}

Deno.test("receive() answers 202 with the number once the delivery is durable", async () => {
  const held = new Held<number>();
  const handler = receive(inboxOn(() => held.wait()), { verify });
  let response: Response | undefined;
  const answered = handler(post('{"a":1}')).then((each) => response = each);
  await held.reached;
  await settle();
  assert.equal(response, undefined, "answered before the delivery was durable");
  assert.equal(handler.stats().accepted, 0);
  assert.equal(handler.stats().inFlightBytes, 7);
  held.release(41);
  await answered;
  assert.equal(response!.status, 202);
  assert.deepEqual(await response!.json(), { accepted: "72d3162e", seq: 41 });
  assert.deepEqual([handler.stats().accepted, handler.stats().inFlightBytes], [1, 0]);
});

Deno.test("receive() puts id, time, kept headers and the raw body into the inbox", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify: trust, clock: new ManualClock(1_234) });
  const response = await handler(post("raw \u00fc", {
    headers: {
      "user-agent": "GitHub-Hookshot/1",
      "x-github-event": "push",
      "webhook-id": "msg_1",
      "x-hub-signature": "sha1=aa",
      "webhook-signature": "v1,aa",
      authorization: "Bearer abc",
      cookie: "session=1",
      accept: "*/*",
    },
  }));
  assert.equal(response.status, 202);
  const [delivery] = await readAll(inbox);
  assert.deepEqual([delivery!.id, delivery!.receivedAtMs, textOf(delivery!)], [
    "72d3162e",
    1_234,
    "raw \u00fc",
  ]);
  assert.deepEqual(delivery!.headers, {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/1",
    "webhook-id": "msg_1",
    "x-github-delivery": "72d3162e",
    "x-github-event": "push",
  });
});

Deno.test("receive() refuses what is not a POST", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify });
  for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
    assert.deepEqual(await refusalOf(await handler(post("{}", { method }))), [405, "method"]);
  }
  assert.equal(handler.stats().refused.method, 4);
});

Deno.test("receive() refuses a declared length over the cap without reading the body", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify, maxBodyBytes: 10 });
  let pulled = 0;
  const chunked = new ReadableStream<Uint8Array>({ pull: () => void pulled++ }, {
    highWaterMark: 0,
  });
  const response = await handler(post("", { chunked, headers: { "content-length": "11" } }));
  assert.deepEqual(await refusalOf(response), [413, "too-large"]);
  assert.equal(pulled, 0);
});

Deno.test("receive() counts a body without a length, stops at the cap and cancels it", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify: trust, maxBodyBytes: 10 });
  const exact = openBody();
  exact.controller.enqueue(new Uint8Array(4));
  exact.controller.enqueue(new Uint8Array(6));
  exact.controller.close();
  assert.equal((await handler(post("", { chunked: exact.stream }))).status, 202);
  const large = openBody();
  large.controller.enqueue(new Uint8Array(4));
  large.controller.enqueue(new Uint8Array(7));
  const response = await handler(post("", { chunked: large.stream }));
  assert.deepEqual(await refusalOf(response), [413, "too-large"]);
  await large.cancelled;
  assert.equal(handler.stats().inFlightBytes, 0);
});

for (const declared of [true, false]) {
  const kind = declared ? "a declared length" : "chunks";
  Deno.test(`receive() answers 408 when the body is slow (${kind})`, async () => {
    await using inbox = memoryInbox();
    const clock = new ManualClock();
    const handler = receive(inbox, { verify, bodyTimeoutMs: 500, clock });
    const { stream, controller } = openBody();
    controller.enqueue(new Uint8Array(3));
    const answer = handler(post("", {
      chunked: stream,
      ...(declared ? { headers: { "content-length": "10" } } : {}),
    }));
    await settle();
    clock.advance(499);
    await settle();
    assert.equal(handler.stats().refused.slow, 0);
    clock.advance(1);
    assert.deepEqual(await refusalOf(await answer), [408, "slow"]);
    assert.deepEqual([handler.stats().inFlightBytes, clock.pending], [0, 0]);
    controller.error(new Error("gone"));
  });

  Deno.test(`receive() counts a client that breaks off as aborted (${kind})`, async () => {
    await using inbox = memoryInbox();
    const handler = receive(inbox, { verify });
    const { stream, controller } = openBody();
    controller.enqueue(new Uint8Array(3));
    const answer = handler(post("", {
      chunked: stream,
      ...(declared ? { headers: { "content-length": "10" } } : {}),
    }));
    await settle();
    controller.error(new Error("connection reset"));
    assert.deepEqual(await refusalOf(await answer), [400, "aborted"]);
    assert.deepEqual([handler.stats().inFlightBytes, inbox.stats().lastSeq], [0, 0]);
  });
}

Deno.test("receive() refuses a delivery without an id, and takes the id from another header", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify });
  const anonymous = post("{}", { headers: { "x-github-delivery": "" } });
  assert.deepEqual(await refusalOf(await handler(anonymous)), [400, "bad-id"]);
  const standard = receive(inbox, { verify, idHeader: "Webhook-Id" });
  assert.deepEqual(await refusalOf(await standard(post("{}"))), [400, "bad-id"]);
  assert.equal((await standard(post("{}", { headers: { "webhook-id": "m1" } }))).status, 202);
  assert.equal((await readAll(inbox))[0]!.id, "m1");
});

Deno.test("receive() refuses a delivery whose id no inbox would take", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify });
  for (const id of ["x".repeat(201), "a#2", "tab\there"]) {
    const request = post("{}", { headers: { "x-github-delivery": id } });
    assert.deepEqual(await refusalOf(await handler(request)), [400, "bad-id"]);
  }
  const longest = post("{}", { headers: { "x-github-delivery": "x".repeat(200) } });
  assert.equal((await handler(longest)).status, 202);
  assert.deepEqual([handler.stats().refused["bad-id"], inbox.stats().lastSeq], [3, 1]);
});

Deno.test("receive() refuses a delivery that is not signed over its raw bytes", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify });
  for (const signature of ["", "sha256=00", sign("other", "{}"), sign(secret, "{ }")]) {
    const request = post("{}", { headers: { "x-hub-signature-256": signature } });
    assert.deepEqual(await refusalOf(await handler(request)), [401, "signature"]);
  }
  assert.deepEqual([handler.stats().refused.signature, inbox.stats().lastSeq], [4, 0]);
});

Deno.test("receive() asks the sender to come again when too much is in flight", async () => {
  const held = new Held<number>();
  const handler = receive(inboxOn(() => held.wait()), {
    verify,
    maxBodyBytes: 10,
    maxInFlightBytes: 10,
    retryAfterSeconds: 7,
  });
  const first = handler(post("12345678"));
  await held.reached;
  const response = await handler(post("123"));
  assert.equal(response.headers.get("retry-after"), "7");
  assert.deepEqual(await refusalOf(response), [503, "overloaded"]);
  const fits = handler(post("12"));
  held.release(1);
  assert.deepEqual([(await first).status, (await fits).status], [202, 202]);
  assert.equal((await handler(post("1234567890"))).status, 202);
});

Deno.test("receive() counts bodies without a length against what may be in flight", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify: trust, maxBodyBytes: 10, maxInFlightBytes: 10 });
  const first = openBody();
  first.controller.enqueue(new Uint8Array(8));
  const answer = handler(post("", { chunked: first.stream }));
  await settle();
  assert.equal(handler.stats().inFlightBytes, 8);
  const second = openBody();
  second.controller.enqueue(new Uint8Array(3));
  const response = await handler(post("", { chunked: second.stream }));
  assert.deepEqual(await refusalOf(response), [503, "overloaded"]);
  await second.cancelled;
  first.controller.close();
  assert.equal((await answer).status, 202);
  assert.equal(handler.stats().inFlightBytes, 0);
});

Deno.test("receive() says with 405 what it allows", async () => {
  await using inbox = memoryInbox();
  const response = await receive(inbox, { verify })(post("", { method: "GET" }));
  assert.equal(response.headers.get("allow"), "POST");
});

Deno.test("receive() keeps no header that holds a credential", async () => {
  await using inbox = memoryInbox();
  const credentials = [
    "x-gitlab-token",
    "x-api-key",
    "x-amz-security-token",
    "x-auth-key",
    "x-client-secret",
    "x-authorization",
    "x-slack-signature",
    "x-forwarded-password",
  ];
  const headers = Object.fromEntries(credentials.map((name) => [name, "hunter2"]));
  await receive(inbox, { verify })(
    post("{}", { headers: { ...headers, "x-gitlab-event": "Push" } }),
  );
  const [delivery] = await readAll(inbox);
  assert.deepEqual(Object.keys(delivery!.headers).sort(), [
    "content-type",
    "x-github-delivery",
    "x-gitlab-event",
  ]);
});

Deno.test("receive() answers 503 with retry-after when the inbox is full, closed or broken", async () => {
  const full = memoryInbox({ maxBytes: 3 });
  await full.append({ id: "a", receivedAtMs: 0, headers: {}, body: new Uint8Array(3) });
  const closed = memoryInbox();
  await closed.close();
  const broken = inboxOn(() => Promise.reject(new InboxBrokenError("Cannot write")));
  const cases = [[full, "full"], [closed, "broken"], [broken, "broken"]] as const;
  for (const [inbox, reason] of cases) {
    const handler = receive(inbox, { verify });
    const response = await handler(post("{}"));
    assert.equal(response.headers.get("retry-after"), "5");
    assert.deepEqual(await refusalOf(response), [503, reason]);
    assert.equal(handler.stats().refused[reason], 1);
    assert.equal(handler.stats().inFlightBytes, 0);
  }
});

Deno.test("receive() accepts nothing when the verifier or the inbox fails unexpectedly", async () => {
  await using inbox = memoryInbox();
  const failing = receive(inbox, { verify: () => Promise.reject(new Error("no keys")) });
  await assert.rejects(failing(post("{}")), /no keys/);
  assert.equal(failing.stats().inFlightBytes, 0);
  const odd = receive(inboxOn(() => Promise.reject(new Error("odd"))), { verify });
  await assert.rejects(odd(post("{}")), /odd/);
  assert.deepEqual([odd.stats().accepted, odd.stats().inFlightBytes], [0, 0]);
});

Deno.test("receive() refuses options that do not exist or are out of range", async () => {
  await using inbox = memoryInbox();
  const withOption = (options: object) => () => receive(inbox, { verify, ...options });
  assert.throws(withOption({ maxBodyBytes: 0 }), RangeError);
  assert.throws(withOption({ maxInFlightBytes: 0.5 }), RangeError);
  assert.throws(withOption({ bodyTimeoutMs: 0 }), RangeError);
  assert.throws(withOption({ retryAfterSeconds: -1 }), RangeError);
  assert.throws(withOption({ verify: true }), TypeError);
  assert.throws(withOption({ maxBodyByte: 1 }), /maxBodyBytes/);
});

Deno.test("receive() believes no declared length that is no number or not kept", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify: trust, maxBodyBytes: 80 });
  const large = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let sent = 0; sent < 10; sent++) controller.enqueue(new Uint8Array(20));
      controller.close();
    },
  });
  const lying = post("", { chunked: large, headers: { "content-length": "5" } });
  assert.deepEqual(await refusalOf(await handler(lying)), [413, "too-large"]);
  for (const length of ["sha256=", "-5", "1e1", "0x5", ""]) {
    const request = post("12345", { headers: { "content-length": length } });
    assert.equal((await handler(request)).status, 202, length);
    assert.equal(handler.stats().inFlightBytes, 0);
  }
});

for (const bytes of [64 * 1024, 64 * 1024 + 1]) {
  Deno.test(`receive() keeps at most 64 KiB of a declared body that it has given up (${bytes} bytes)`, async () => {
    await using inbox = memoryInbox();
    const clock = new ManualClock();
    const handler = receive(inbox, { verify, bodyTimeoutMs: 500, clock });
    const { stream, controller, cancelled } = openBody();
    controller.enqueue(new Uint8Array(3));
    let isCancelled = false;
    cancelled.then(() => isCancelled = true);
    const headers = { "content-length": String(bytes) };
    const answer = handler(post("", { chunked: stream, headers }));
    await settle();
    assert.equal(handler.stats().inFlightBytes, bytes);
    clock.advance(500);
    assert.deepEqual(await refusalOf(await answer), [408, "slow"]);
    await settle();
    assert.equal(isCancelled, bytes > 64 * 1024);
    assert.equal(handler.stats().inFlightBytes, 0);
    if (!isCancelled) controller.error(new Error("gone"));
  });
}

Deno.test("receive() takes a body of a declared length, small or large, byte for byte", async () => {
  await using inbox = memoryInbox();
  const handler = receive(inbox, { verify: trust });
  const bodies = [10, 64 * 1024, 64 * 1024 + 1, 300_000].map((bytes) => "ab".repeat(bytes / 2));
  for (const body of bodies) assert.equal((await handler(post(body))).status, 202);
  const found = await readAll(inbox);
  assert.ok(found.every((delivery, index) => textOf(delivery) === bodies[index]));
});

Deno.test("receive() refuses a bound that no body could reach as the inbox is smaller", async () => {
  await using inbox = memoryInbox({ maxBytes: 100 });
  assert.throws(() => receive(inbox, { verify, maxBodyBytes: 101 }), {
    name: "RangeError",
    message: /"maxBodyBytes" must be an integer from 1 to 100: current value is 101/,
  });
  const handler = receive(inbox, { verify: trust });
  assert.deepEqual(await refusalOf(await handler(post("x".repeat(101)))), [413, "too-large"]);
  assert.equal((await handler(post("x".repeat(100)))).status, 202);
});

Deno.test("receive() refuses what is no inbox and what are no options", async () => {
  await using inbox = memoryInbox();
  const refusal = (message: RegExp) => ({ name: "TypeError", message });
  assert.throws(() => receive(null as never, { verify }), refusal(/as "inbox.append" must be/));
  assert.throws(() => receive({} as never, { verify }), refusal(/as "inbox.append" must be/));
  assert.throws(
    () => receive(inbox, undefined as never),
    refusal(/as "options" must be an object/),
  );
  assert.throws(() => receive(inbox, { verify, idHeader: "" }), refusal(/as "idHeader" must be/));
});

Deno.test("receive() refuses a bound in flight that a single body could never pass", async () => {
  await using inbox = memoryInbox();
  assert.throws(() => receive(inbox, { verify, maxBodyBytes: 10, maxInFlightBytes: 9 }), {
    name: "RangeError",
    message: /"maxInFlightBytes" must be an integer >= 10: current value is 9/,
  });
});
