import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { probe } from "./_probe.ts";
import { countListeners, Things } from "./testdata/things.ts";

Deno.test("probe() leaves neither listener nor timer when it is done", async () => {
  const clock = new ManualClock();
  const counted = countListeners();
  const answers = [() => true, () => false, () => Promise.reject(new Error("down"))];
  const { resource } = new Things({ health: () => answers.shift()!() });
  const options = { clock, timeoutMs: 10, signal: counted.signal };
  assert.equal(await probe(resource, { id: 1 }, options), undefined);
  assert.match(String((await probe(resource, { id: 1 }, options))!.error), /answered false/);
  assert.match(String((await probe(resource, { id: 1 }, options))!.error), /down/);
  assert.deepEqual([counted.added, counted.removed, clock.pending], [3, 3, 0]);
});
