import assert from "node:assert/strict";

Deno.test("Contract.base() lets go of classes when nobody else holds them", async () => {
  const script = new URL("./testdata/throw_away.ts", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", "--v8-flags=--expose-gc", script.href],
  });
  const { stdout, stderr } = await command.output();
  assert.equal(new TextDecoder().decode(stderr), "");
  const left = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(left.places, [["unseen", 101_100], ["refused", 100]]);
  // A class that stays costs more than a thousand; a page of the heap more or less is no leak.
  assert.ok(left.bytesPerClass < 200, `${left.bytesPerClass} bytes per class`);
  assert.ok(left.refusedThatAreGone >= 98, `${left.refusedThatAreGone} refused are gone`);
  assert.ok(left.unseenThatAreGone >= 98, `${left.unseenThatAreGone} unseen are gone`);
});
