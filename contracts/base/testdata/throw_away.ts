/**
 * Defines many subclasses that nobody keeps, and prints as JSON what is left of them; run with
 * `--v8-flags=--expose-gc`.
 *
 * @module
 */
import { contract, string } from "../../mod.ts";

declare const gc: () => void;

const CLASSES = 100_000;
const Named = contract<{ name(text: string): string }>("test.Named", {
  members: { name: { params: [["text", string()]], returns: string() } },
});
const Base = Named.base(class {});

function define(): new () => object {
  return class ThrowAway extends Base {};
}

/** Defines a class, lets it be refused and forgets it. */
function refuse(): WeakRef<object> {
  const Refused = define();
  try {
    new Refused();
  } catch {
    // It lacks a method.
  }
  return new WeakRef(Refused);
}

async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    gc();
  }
  return Deno.memoryUsage().heapUsed;
}

for (let count = 0; count < 1000; count++) define();
const before = await heapUsed();
for (let count = 0; count < CLASSES; count++) define();
const bytesPerClass = (await heapUsed() - before) / CLASSES;

const refused = Array.from({ length: 100 }, refuse);
const unseen = Array.from({ length: 100 }, () => new WeakRef(define()));
await heapUsed();
const isGone = (one: WeakRef<object>) => one.deref() === undefined;
console.log(JSON.stringify({
  bytesPerClass,
  refusedThatAreGone: refused.filter(isGone).length,
  unseenThatAreGone: unseen.filter(isGone).length,
  places: Named.pending().map(({ reason, count }) => [reason, count]),
}));
