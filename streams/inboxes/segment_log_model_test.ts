import assert from "node:assert/strict";
import fc from "fast-check";
import type { Inbox } from "../inbox.ts";
import { deliveryOf, readAll, textOf } from "../testdata/deliveries.ts";
import { FakeDisk } from "../testdata/fake_disk.ts";
import { openSegmentLogOn } from "./segment_log.ts";

/** What the log must behave like. */
interface Model {
  bodies: string[];
  released: number;
}

interface Real {
  readonly disk: FakeDisk;
  inbox: Inbox;
}

type Command = fc.AsyncCommand<Model, Real>;

const options = { segmentBytes: 400 };

class Append implements Command {
  readonly #bodies: readonly string[];
  constructor(bodies: readonly string[]) {
    this.#bodies = bodies;
  }
  check = () => true;
  async run(model: Model, { inbox }: Real): Promise<void> {
    const first = model.bodies.length + 1;
    const seqs = await Promise.all(
      this.#bodies.map((body, index) => inbox.append(deliveryOf(`id-${first + index}`, body))),
    );
    assert.deepEqual(seqs, this.#bodies.map((_, index) => first + index));
    model.bodies.push(...this.#bodies);
    assert.equal(inbox.stats().lastSeq, model.bodies.length);
  }
  toString = () => `append ${JSON.stringify(this.#bodies)}`;
}

class Read implements Command {
  readonly #after: number;
  readonly #maxItems: number;
  readonly #maxBytes: number;
  constructor(after: number, maxItems: number, maxBytes: number) {
    this.#after = after;
    this.#maxItems = maxItems;
    this.#maxBytes = maxBytes;
  }
  check = () => true;
  async run(model: Model, { inbox }: Real): Promise<void> {
    const after = this.#after % (model.bodies.length + 1);
    const found = await readAll(inbox, {
      after,
      maxItems: this.#maxItems,
      maxBytes: this.#maxBytes,
    });
    const first = found[0]?.seq ?? after + 1;
    assert.ok(first === after + 1 || first <= model.released + 1, "a gap at the beginning");
    const expected = model.bodies.slice(first - 1)
      .map((body, index) => ({ seq: first + index, id: `id-${first + index}`, body }));
    assert.deepEqual(found.map((each) => ({ seq: each.seq, id: each.id, body: textOf(each) })), [
      ...expected,
    ]);
  }
  toString = () => `read after ${this.#after} by ${this.#maxItems} items, ${this.#maxBytes} bytes`;
}

class Release implements Command {
  readonly #seq: number;
  constructor(seq: number) {
    this.#seq = seq;
  }
  check = () => true;
  async run(model: Model, { inbox }: Real): Promise<void> {
    const seq = this.#seq % (model.bodies.length + 1);
    await inbox.release(seq);
    model.released = Math.max(model.released, seq);
    assert.equal(inbox.stats().releasedSeq, model.released);
  }
  toString = () => `release ${this.#seq}`;
}

class Restart implements Command {
  readonly #how: "close" | "kill" | "power";
  constructor(how: "close" | "kill" | "power") {
    this.#how = how;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    if (this.#how === "power") real.disk.cutPower();
    if (this.#how === "close") await real.inbox.close();
    real.inbox = await openSegmentLogOn(real.disk.mount(), options);
    assert.equal(real.inbox.stats().lastSeq, model.bodies.length);
    model.released = Math.min(model.released, real.inbox.stats().releasedSeq);
  }
  toString = () => `restart after ${this.#how}`;
}

const body = fc.string({ maxLength: 300 });
const number = fc.nat({ max: 100 });
const commands = fc.commands([
  fc.array(body, { minLength: 1, maxLength: 6 }).map((bodies) => new Append(bodies)),
  fc.tuple(number, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2_000 }))
    .map(([after, maxItems, maxBytes]) => new Read(after, maxItems, maxBytes)),
  number.map((seq) => new Release(seq)),
  fc.constantFrom("close" as const, "kill" as const, "power" as const)
    .map((how) => new Restart(how)),
], { maxCommands: 40 });

Deno.test("openSegmentLog() behaves like a list through appends, reads, releases and restarts", async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (each) => {
      const disk = new FakeDisk();
      const real: Real = { disk, inbox: await openSegmentLogOn(disk.mount(), options) };
      await fc.asyncModelRun(() => ({ model: { bodies: [], released: 0 }, real }), each);
      await real.inbox.close();
    }),
    { numRuns: 300 },
  );
});

Deno.test("read() wakes for every append, however the two fall together", async () => {
  for (let ticks = 0; ticks < 40; ticks++) {
    for (let pause = 0; pause < 40; pause += 3) {
      const disk = new FakeDisk();
      const inbox = await openSegmentLogOn(disk.mount(), {});
      disk.sabotage = async (call) => {
        for (let tick = 0; call === "sync" && tick < ticks; tick++) await Promise.resolve();
      };
      const appended = inbox.append(deliveryOf("a"));
      for (let tick = 0; tick < pause; tick++) await Promise.resolve();
      const reader = inbox.read().getReader();
      const found = reader.read();
      await appended;
      const seen = await Promise.race([found, new Promise((resolve) => setImmediate(resolve))]);
      assert.ok(seen !== undefined, `nothing was read with ${ticks} and ${pause} ticks`);
      await reader.cancel();
      await inbox.close();
    }
  }
});
