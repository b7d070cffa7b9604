import assert from "node:assert/strict";
import { RegistryFeed } from "./registry_feed.ts";

const nothing = () => false;

Deno.test("RegistryFeed is not known above it unless somebody listens", () => {
  const root = new RegistryFeed(nothing);
  const middle = new RegistryFeed(nothing, root);
  const leaf = new RegistryFeed(nothing, middle);
  assert.ok(!root.isHeard);
  const first = leaf.listen(() => {}, []);
  const second = middle.listen(() => {}, []);
  assert.deepEqual([root.isHeard, root.listeners], [true, 2]);
  second[Symbol.dispose]();
  assert.deepEqual([root.isHeard, middle.isHeard, root.listeners], [true, true, 1]);
  first[Symbol.dispose]();
  assert.deepEqual([root.isHeard, middle.isHeard, leaf.isHeard], [false, false, false]);
});

Deno.test("RegistryFeed.close() lets go of what is above and below it", () => {
  const root = new RegistryFeed(nothing);
  const middle = new RegistryFeed(nothing, root);
  const leaf = new RegistryFeed(nothing, middle);
  using _ = leaf.listen(() => {}, []);
  middle.close();
  assert.deepEqual([root.isHeard, middle.isHeard, leaf.isHeard], [false, false, true]);
  using _late = leaf.listen(() => {}, []);
  assert.ok(!root.isHeard);
});
