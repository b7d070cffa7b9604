import assert from "node:assert/strict";
import { type CallSite, ContractError } from "./mod.ts";

/** What Deno gets wrong: fails as soon as it is right. */
function assertStillWrong(isRight: boolean): void {
  assert.ok(!isRight, "Deno has mended this: take the limit out of docs/contracts.md");
}

function siteOfClass(define: () => unknown): CallSite {
  try {
    define();
  } catch (error) {
    assert.ok(error instanceof ContractError);
    return error.sites.class!;
  }
  throw new assert.AssertionError({ message: "Nothing was refused" });
}

Deno.test("Contract.implement() takes the right class when a decorator gets an inner one", async () => {
  const fixture = await import("./testdata/lowering/inner_class.ts");
  assert.deepEqual(fixture.Namer.find(), [fixture.Outer]);
  assertStillWrong(fixture.decorated() === "Outer of Outer");
  assert.throws(() => {
    const Outer = fixture.decoratedTwice();
    assertStillWrong(typeof Outer === "function");
  }, TypeError);
});

Deno.test("Contract.implement() runs once at definition when the block of a decorated class is late", async () => {
  const fixture = await import("./testdata/lowering/late_block.ts");
  assert.ok(fixture.isRegisteredAtOnce);
  new fixture.Marked();
  assert.deepEqual(fixture.Namer.find(), [fixture.Marked]);
  const notes = fixture.decorated();
  assertStillWrong(notes.join() === "block,defined");
  assert.deepEqual(notes, ["defined", "block", "block"]);
});

Deno.test("Contract.implement() is at work when the initializer of a decorated field is lost", async () => {
  const fixture = await import("./testdata/lowering/lost_initializer.ts");
  assert.deepEqual(fixture.Namer.find(), [fixture.Marked]);
  assert.throws(() => new fixture.Marked().name(7 as never), { className: "Marked" });
  assertStillWrong(fixture.decorated());
});

Deno.test("Contract.implement() checks subclasses when metadata is not inherited", async () => {
  const { Child, decorated, Namer, Parent } = await import(
    "./testdata/lowering/own_metadata.ts"
  );
  assert.deepEqual(Namer.find(), [Parent, Child]);
  assert.throws(() => new Child().name(7 as never), { className: "Child", blame: "caller" });
  assertStillWrong(decorated());
});

Deno.test("Contract.implement() leaves a class the same when decorators replace one", async () => {
  const { decorated, Marked, Namer } = await import("./testdata/lowering/inner_binding.ts");
  assert.deepEqual(Namer.find(), [Marked]);
  assert.equal(Marked.self(), Marked);
  assert.equal(Marked.made(), 1);
  assertStillWrong(decorated());
});

Deno.test("Contract.implement() tells the line of a block when a decorator tells another", async () => {
  const url = new URL("./testdata/lowering/wrong_line.ts", import.meta.url);
  const { decorated, marked } = await import("./testdata/lowering/wrong_line.ts");
  const lines = (await Deno.readTextFile(url)).split("\n");
  const { column, file, line } = siteOfClass(marked);
  assert.equal(file, url.href);
  assert.equal(lines[line - 1]!.indexOf("implement(this)") + 1, column);
  assertStillWrong(siteOfClass(decorated).line <= lines.length);
});
