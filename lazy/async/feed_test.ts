import assert from "node:assert/strict";
import { filter } from "../operators/select.ts";
import { END } from "../engine/pull_run.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { type Feed, openFeed } from "./feed.ts";
import { planOf } from "./testdata/overlapping.ts";

Deno.test("openFeed() gives a promise only if a pull has to wait", async () => {
  const feed = openFeed(
    planOf([1, Promise.resolve(2), Promise.resolve(3), 4]).append(
      filter<number>((value) => value % 3 > 0),
    ),
  );
  assert.equal(feed.pull(), 1);
  const second = feed.pull();
  assert.ok(second instanceof Promise);
  assert.equal(await second, 2);
  assert.equal(await feed.pull(), 4);
  assert.equal(feed.pull(), END);
});

Deno.test("openFeed() closes the source before it fails, and the first failure wins", async () => {
  const callbacks = [
    () => {
      throw boom;
    },
    () => Promise.reject(boom),
  ];
  for (const callback of callbacks) {
    const source = probe(1);
    source.return = () => {
      source.closes++;
      return Promise.reject(new Error("closing failed"));
    };
    const feed = openFeed(planOf(source).append(filter(callback)));
    await assert.rejects(async () => await feed.pull(), isBoom);
    assert.equal(source.closes, 1);
  }
});

Deno.test("openFeed() hands the reason on to what it closes", async () => {
  const ways: ((feed: Feed) => unknown)[] = [
    (feed) => feed.close(boom),
    (feed) => feed.abandon(boom),
  ];
  for (const close of ways) {
    let reason: unknown;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(1),
      cancel(cause) {
        reason = cause;
      },
    });
    const feed = openFeed(planOf(stream));
    await feed.pull();
    await close(feed);
    assert.equal(reason, boom);
  }
});
