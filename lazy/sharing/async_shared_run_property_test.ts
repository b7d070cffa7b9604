import assert from "node:assert/strict";
import fc from "fast-check";
import type { Feed } from "../async/feed.ts";
import { END } from "../engine/pull_run.ts";
import { boom } from "../testdata/boom.ts";
import { AsyncSharedRun, type Overflow } from "./async_shared_run.ts";
import { LagBuffer } from "./lag_buffer.ts";
import { SharedCursor } from "./shared.ts";

const cases = fc.record({
  /** Whether each item comes on the spot. */
  script: fc.array(fc.boolean(), { maxLength: 10 }),
  fails: fc.boolean(),
  maxLag: fc.constantFrom(1, 2, 3, Infinity),
  overflow: fc.constantFrom<Overflow[]>("throw", "wait"),
  count: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(
    fc.tuple(fc.constantFrom("ask", "ask", "ask", "answer", "answer", "close"), fc.nat(3)),
    { maxLength: 60, size: "max" },
  ),
});

/** A feed of 0, 1, 2 … whose late answers a test gives by hand. */
class HandFeed implements Feed {
  pulls = 0;
  closes = 0;
  abandons = 0;
  /** Gives the answer that a pull under way waits for. */
  answer: (() => void) | undefined;
  #isEnded = false;
  readonly #script: readonly boolean[];
  readonly #fails: boolean;

  constructor(script: readonly boolean[], fails: boolean) {
    this.#script = script;
    this.#fails = fails;
  }

  pull(): unknown {
    assert.ok(this.answer === undefined && !this.#isEnded && this.closes + this.abandons === 0);
    const item = this.pulls++;
    if (this.#script[item]) return item;
    return new Promise((resolve, reject) => {
      this.answer = () => {
        this.answer = undefined;
        this.#isEnded = item >= this.#script.length;
        if (!this.#isEnded) resolve(item);
        else if (this.#fails) reject(boom);
        else resolve(END);
      };
    });
  }

  close(): void {
    assert.ok(this.answer === undefined && !this.#isEnded);
    this.closes++;
  }

  abandon(): void {
    assert.ok(this.answer !== undefined);
    this.abandons++;
  }
}

/** What should become of every branch, worked out from the rules. */
class Model {
  readonly answers: unknown[][];
  readonly #positions: number[];
  readonly #waiting: Set<number> = new Set();
  #pulled = 0;
  #isPulling = false;
  #isOver = false;
  #isClosed = false;
  readonly #case: typeof cases extends fc.Arbitrary<infer T> ? T : never;

  constructor(params: typeof cases extends fc.Arbitrary<infer T> ? T : never) {
    this.#case = params;
    this.#positions = Array(params.count).fill(0);
    this.answers = Array.from({ length: params.count }, () => []);
  }

  get kept(): number {
    return this.#isClosed ? 0 : this.#pulled - Math.min(this.#pulled, ...this.#positions);
  }

  get hasClosed(): boolean {
    return this.#isClosed && !this.#isOver;
  }

  mayAsk(branch: number): boolean {
    return !this.#waiting.has(branch);
  }

  ask(branch: number): void {
    const isFull = this.kept >= this.#case.maxLag;
    const isAhead = this.#positions[branch] === this.#pulled && !this.#isPulling && !this.#isOver;
    if (isAhead && isFull && this.#case.overflow === "throw") {
      this.answers[branch]!.push("overflow");
      this.#leave(branch);
    } else this.#waiting.add(branch);
    this.#settle();
  }

  answer(): void {
    if (!this.#isPulling) return;
    this.#isPulling = false;
    if (this.#isClosed) return;
    this.#receive();
    this.#settle();
  }

  close(branch: number): void {
    if (this.#waiting.delete(branch)) this.answers[branch]!.push("end");
    this.#leave(branch);
    this.#settle();
  }

  #leave(branch: number): void {
    this.#positions[branch] = Infinity;
    if (this.#isOver) return;
    this.#isClosed ||= this.#positions.every((position) => position === Infinity);
  }

  #receive(): void {
    if (this.#pulled === this.#case.script.length) this.#isOver = true;
    else this.#pulled++;
  }

  #settle(): void {
    for (const branch of this.#waiting) this.#serve(branch);
    if (this.#waiting.size === 0 || this.#isPulling || this.kept >= this.#case.maxLag) return;
    if (this.#case.script[this.#pulled]) this.#receive();
    else this.#isPulling = true;
    this.#settle();
  }

  #serve(branch: number): void {
    const position = this.#positions[branch]!;
    if (position === this.#pulled && !this.#isOver) return;
    this.#waiting.delete(branch);
    if (position < this.#pulled) {
      this.answers[branch]!.push(position);
      this.#positions[branch] = position + 1;
    } else {
      const isFailure = position === this.#pulled && this.#case.fails;
      this.answers[branch]!.push(isFailure ? boom : "end");
      this.#leave(branch);
    }
  }
}

/** One answer of a branch: an item, or in words what else became of it. */
async function ask(branch: SharedCursor): Promise<unknown> {
  try {
    const { done, value } = await branch.next() as IteratorResult<unknown>;
    if (done) branch.forget();
    return done ? "end" : value;
  } catch (error) {
    branch.forget();
    return error instanceof RangeError ? "overflow" : error;
  }
}

Deno.test("AsyncSharedRun answers every branch as the model says, whatever comes when", async () => {
  const property = fc.asyncProperty(cases, async (params) => {
    const feed = new HandFeed(params.script, params.fails);
    const buffer = new LagBuffer(params.maxLag);
    const run = new AsyncSharedRun(feed, buffer, params.overflow);
    const branches = Array.from({ length: params.count }, () => new SharedCursor(run));
    const answers: unknown[][] = branches.map(() => []);
    const model = new Model(params);
    for (const [kind, at] of params.steps) {
      const index = at % params.count;
      if (kind === "ask" && model.mayAsk(index)) {
        ask(branches[index]!).then((answer) => answers[index]!.push(answer));
        model.ask(index);
      } else if (kind === "answer") {
        feed.answer?.();
        model.answer();
      } else if (kind === "close") {
        branches[index]!.close();
        model.close(index);
      }
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(answers, model.answers);
      assert.equal(buffer.size, model.kept);
      assert.equal(feed.closes + feed.abandons, model.hasClosed ? 1 : 0);
    }
  });
  await fc.assert(property, { numRuns: 500 });
});
