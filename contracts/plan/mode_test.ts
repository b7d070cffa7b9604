import assert from "node:assert/strict";
import { ModeSwitch } from "./mode.ts";

Deno.test("ModeSwitch() asks member, contract, what that extends, registry, in this order", () => {
  const registry = new ModeSwitch("off");
  const parent = new ModeSwitch(undefined, undefined, undefined, registry);
  const child = new ModeSwitch(undefined, undefined, parent, new ModeSwitch("report"));
  assert.deepEqual([child.of("a"), parent.of("a"), new ModeSwitch().of("a")], [
    "report",
    "off",
    "enforce",
  ]);
  parent.set("enforce");
  assert.deepEqual([child.of("a"), child.of()], ["enforce", "enforce"]);
  parent.set("off", "a");
  assert.deepEqual([child.of("a"), child.of(), child.of("b")], ["off", "enforce", "enforce"]);
  child.set("report");
  assert.deepEqual([child.of("a"), child.of()], ["report", "report"]);
  child.set("enforce", "a");
  assert.deepEqual([child.of("a"), child.of(), parent.of("a")], ["enforce", "report", "off"]);
});

Deno.test("ModeSwitch() lets the last setting count that was not taken back", () => {
  const modes = new ModeSwitch("report");
  for (const member of [undefined, "a"]) {
    const outer = modes.set("off", member);
    const inner = modes.set("enforce", member);
    inner[Symbol.dispose]();
    assert.equal(modes.of(member), "off");
    const last = modes.set("enforce", member);
    inner[Symbol.dispose]();
    outer[Symbol.dispose]();
    assert.equal(modes.of(member), "enforce");
    last[Symbol.dispose]();
    assert.equal(modes.of(member), "report");
  }
});

/** A switch below some others, and how often it was told to apply its mode. */
function followed(above: ModeSwitch | undefined, registry: ModeSwitch | undefined) {
  const modes = new ModeSwitch(undefined, undefined, above, registry);
  const seen: string[] = [];
  const follower = { applyModes: () => seen.push(modes.of()) };
  modes.add(follower);
  return { seen, follower, modes };
}

Deno.test("ModeSwitch() tells those who follow when it or one above it is set", () => {
  const above = new ModeSwitch();
  const registry = new ModeSwitch();
  const { seen, modes, follower } = followed(above, registry);
  registry.set("report");
  above.set("off");
  modes.set("enforce");
  assert.deepEqual(seen.splice(0), ["report", "off", "enforce"]);
  follower.applyModes();
  assert.deepEqual(seen, ["enforce"]);
});

Deno.test("ModeSwitch() does not lose who follows when there are many", () => {
  const modes = new ModeSwitch();
  let told = 0;
  const followers = Array.from({ length: 300 }, () => ({ applyModes: () => told++ }));
  for (const follower of followers) modes.add(follower);
  modes.set("off");
  assert.equal(told, 300);
  assert.equal(followers.length, 300);
});
