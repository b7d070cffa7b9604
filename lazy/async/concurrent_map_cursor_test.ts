import assert from "node:assert/strict";
import fc from "fast-check";
import { ConcurrentMapCursor } from "./concurrent_map_cursor.ts";
import { drain, DrivenFeed } from "./testdata/driven_feed.ts";

/** Everything that a run depends on. */
interface Script {
  readonly length: number;
  readonly concurrency: number;
  readonly buffer: number;
  readonly ordered: boolean;
  readonly failAt: number | undefined;
  /** Callbacks that fail. */
  readonly failures: readonly number[];
  /** Which pulls and which callbacks need no waiting. */
  readonly syncPulls: number;
  readonly syncCalls: number;
  readonly closesLate: boolean;
  /** Which of the possible events comes next, again and again. */
  readonly choices: readonly number[];
  /** Event before which the consumer leaves. */
  readonly leavesAt: number | undefined;
}

const index = fc.nat({ max: 14 });
const script: fc.Arbitrary<Script> = fc.record({
  length: index,
  concurrency: fc.integer({ min: 1, max: 5 }),
  buffer: fc.nat({ max: 8 }),
  ordered: fc.boolean(),
  failAt: fc.option(index, { nil: undefined, freq: 2 }),
  failures: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(index, { maxLength: 3 })),
  syncPulls: fc.nat({ max: 0x7fff }),
  syncCalls: fc.oneof(fc.constant(0), fc.nat({ max: 0x7fff })),
  closesLate: fc.boolean(),
  choices: fc.array(fc.nat({ max: 5 }), { maxLength: 60 }),
  leavesAt: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
});

const isSet = (bits: number, bit: number) => (bits >> bit & 1) === 1;

/** One run, driven event by event beside a model of it. */
class Trial {
  readonly #script: Script;
  readonly #feed: DrivenFeed;
  readonly #cursor: ConcurrentMapCursor;
  readonly #tasks = new Map<number, PromiseWithResolvers<string>>();
  #signal: AbortSignal | undefined;
  /** Results that wait in the model, in the order in which they came. */
  readonly #ready: number[] = [];
  #started = 0;
  #taken = 0;
  #running = 0;
  #isAsking = false;
  #hasAsked = false;
  #answer: unknown;
  /** What the model has given to the consumer and the cursor has not been seen to give. */
  #expected: string | undefined;
  /** Why the run ended early. */
  #end: { readonly reason: unknown; readonly isFailure: boolean } | undefined;
  #isOver = false;

  constructor(script: Script) {
    this.#script = script;
    this.#feed = new DrivenFeed({ ...script, isSync: (index) => isSet(script.syncPulls, index) });
    this.#cursor = new ConcurrentMapCursor(this.#feed, this.#call, script);
  }

  async run(): Promise<void> {
    const { choices, leavesAt } = this.#script;
    for (let event = 0; !this.#isOver; event++) {
      if (event === leavesAt) return await this.#leave();
      const events = this.#events();
      events[(choices[event] ?? 0) % events.length]!();
      await drain();
      this.#check();
    }
    await this.#settleRest();
  }

  readonly #call = (item: number, index: number, context: { signal: AbortSignal }) => {
    assert.equal(this.#end, undefined, "must not start anything after the end");
    assert.deepEqual([item, index], [this.#started, this.#started]);
    if (index % 2 === 0) this.#signal = context.signal;
    this.#started++;
    this.#running++;
    this.#checkBounds();
    if (!isSet(this.#script.syncCalls, index)) {
      const task = Promise.withResolvers<string>();
      this.#tasks.set(index, task);
      return task.promise;
    }
    this.#running--;
    if (this.#isFailing(index)) throw this.#failWith(index);
    this.#finish(index);
    return `result ${index}`;
  };

  #isFailing(index: number): boolean {
    return this.#script.failures.includes(index);
  }

  #failWith(index: number): Error {
    const error = new Error(`callback ${index} failed`);
    this.#end ??= { reason: error, isFailure: true };
    return error;
  }

  #finish(index: number): void {
    this.#ready.push(index);
    this.#model();
  }

  /** The model of taking: a consumer that asks has the next result as soon as there is one. */
  #model(): void {
    if (!this.#isAsking || this.#end !== undefined || this.#expected !== undefined) return;
    const { ordered } = this.#script;
    const at = ordered ? this.#ready.indexOf(this.#taken) : 0;
    const [next] = at < 0 ? [] : this.#ready.splice(at, 1);
    if (next === undefined) return;
    this.#taken++;
    this.#expected = `result ${next}`;
  }

  /** What can happen next; the consumer asks, or somebody stops waiting. */
  #events(): (() => void)[] {
    const events: (() => void)[] = [];
    if (!this.#isAsking) events.push(() => this.#ask());
    if (this.#feed.isPulling) events.push(() => this.#settlePull());
    for (const index of this.#tasks.keys()) events.push(() => this.#settleTask(index));
    if (events.length === 0) events.push(() => this.#feed.settleClose());
    return events;
  }

  #ask(): void {
    this.#isAsking = true;
    this.#hasAsked = true;
    this.#answer = undefined;
    this.#model();
    Promise.try(() => this.#cursor.next()).then(
      (result) => this.#answer = result,
      (error) => this.#answer = { error },
    );
  }

  #settlePull(): void {
    const isFailing = this.#feed.pulls - 1 === this.#script.failAt;
    if (isFailing) this.#end ??= { reason: this.#feed.failure, isFailure: true };
    this.#feed.settlePull();
  }

  #settleTask(index: number): void {
    const task = this.#tasks.get(index)!;
    this.#tasks.delete(index);
    this.#running--;
    if (this.#isFailing(index)) return task.reject(this.#failWith(index));
    this.#finish(index);
    task.resolve(`result ${index}`);
  }

  #checkBounds(): void {
    const { concurrency, buffer } = this.#script;
    assert.ok(this.#running <= concurrency, "must not run more than that at once");
    const waiting = this.#started - this.#running - this.#taken;
    assert.ok(waiting <= buffer, `must not hold ${waiting} results`);
  }

  /** Compares what is with what must be, when nothing is going on. */
  #check(): void {
    // A pull that failed on the spot failed in the middle of an event.
    const feedFailed = this.#feed.isOver && this.#feed.pulls - 1 === this.#script.failAt;
    if (feedFailed) this.#end ??= { reason: this.#feed.failure, isFailure: true };
    if (this.#end !== undefined) return this.#checkFailed(this.#end);
    this.#checkBounds();
    this.#checkProgress();
    if (this.#expected !== undefined) return this.#checkAnswer(this.#expected);
    if (!this.#isAsking) return;
    const isDone = this.#feed.isOver && this.#taken === this.#started;
    assert.deepEqual(this.#answer, isDone ? { done: true, value: undefined } : undefined);
    if (!isDone) return;
    this.#isOver = true;
    assert.equal(this.#feed.closes + this.#feed.abandons, 0);
    assert.ok(!this.#signal?.aborted);
  }

  /** Work goes on if and only if there is room for it. */
  #checkProgress(): void {
    const { concurrency, buffer } = this.#script;
    const isWaiting = this.#isAsking && this.#expected === undefined;
    const held = this.#started - this.#taken;
    const hasRoom = this.#running < concurrency && held < buffer + (isWaiting ? 1 : 0);
    if (!this.#hasAsked) return assert.equal(this.#feed.pulls, 0);
    if (hasRoom && !this.#feed.isOver) assert.ok(this.#feed.isPulling, "must go on");
  }

  #checkFailed({ reason }: { readonly reason: unknown }): void {
    const { closes, abandons, isOver } = this.#feed;
    assert.ok(closes + abandons === 1 || isOver && closes + abandons === 0);
    if (closes + abandons === 1) assert.equal(this.#feed.reason, reason);
    if (this.#signal !== undefined) assert.equal(this.#signal.reason, reason);
    if (this.#expected !== undefined) return this.#checkAnswer(this.#expected);
    if (!this.#isAsking || this.#feed.isClosing) return;
    assert.deepEqual(this.#answer, { error: reason });
    this.#isOver = true;
  }

  #checkAnswer(expected: string): void {
    assert.deepEqual(this.#answer, { done: false, value: expected });
    this.#expected = undefined;
    this.#isAsking = false;
  }

  async #leave(): Promise<void> {
    const failed = this.#end !== undefined;
    const wasOver = this.#feed.isOver || failed;
    const wasPulling = this.#feed.isPulling;
    // The consumer has been told to wait until the feed is closed, and now waits no more.
    const takesOver = failed && this.#isAsking && this.#feed.isClosing;
    this.#end ??= { reason: "left", isFailure: false };
    let isClosed = false;
    const closing = Promise.try(() => this.#cursor.close("left")).then(() => isClosed = true);
    await drain();
    assert.equal(isClosed, !this.#feed.isClosing, "must wait for the feed and nothing else");
    assert.ok(!takesOver || isClosed);
    if (!wasOver) {
      assert.deepEqual([this.#feed.closes, this.#feed.abandons], wasPulling ? [0, 1] : [1, 0]);
      assert.equal(this.#feed.reason, "left");
      if (this.#isAsking) assert.deepEqual(this.#answer, { done: true, value: undefined });
    }
    if (this.#signal !== undefined) assert.equal(this.#signal.reason, this.#end.reason);
    this.#feed.settleClose();
    await closing;
    await this.#settleRest();
  }

  /** What comes late changes nothing. */
  async #settleRest(): Promise<void> {
    const before = [this.#feed.pulls, this.#started, this.#feed.closes, this.#feed.abandons];
    for (const [index, { reject }] of this.#tasks) reject(new Error(`late failure ${index}`));
    if (this.#feed.isPulling) this.#feed.settlePull();
    await drain();
    assert.deepEqual(await this.#cursor.next(), { done: true, value: undefined });
    await drain();
    assert.deepEqual(
      [this.#feed.pulls, this.#started, this.#feed.closes, this.#feed.abandons],
      before,
    );
  }
}

Deno.test("ConcurrentMapCursor does as its model when events come in any order", async () => {
  await fc.assert(
    fc.asyncProperty(script, async (script) => await new Trial(script).run()),
    { numRuns: 10_000 },
  );
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

Deno.test("ConcurrentMapCursor stays silent when it fails and nobody asks", async () => {
  const feed = new DrivenFeed({ length: 9, isSync: () => true });
  const task = Promise.withResolvers<never>();
  const call = (_: number, index: number) => index === 0 ? 0 : task.promise;
  const options = { concurrency: 2, ordered: true, buffer: 4 };
  const cursor = new ConcurrentMapCursor(feed, call, options);
  assert.deepEqual(cursor.next(), { done: false, value: 0 });
  const error = new Error("failed");
  task.reject(error);
  await turn();
  assert.deepEqual([feed.closes, feed.reason], [1, error]);
  await assert.rejects(async () => await cursor.next(), (reason) => reason === error);
  assert.deepEqual(cursor.next(), { done: true, value: undefined });
});

Deno.test("ConcurrentMapCursor gives a signal that has aborted when the run has ended", async () => {
  const feed = new DrivenFeed({ length: 9, isSync: () => true });
  const contexts: { readonly signal: AbortSignal }[] = [];
  const call = (_item: number, _index: number, context: { readonly signal: AbortSignal }) => {
    contexts.push(context);
    return Promise.reject("failed");
  };
  const options = { concurrency: 1, ordered: true, buffer: 4 };
  const cursor = new ConcurrentMapCursor(feed, call, options);
  await assert.rejects(async () => await cursor.next(), (reason) => reason === "failed");
  cursor.close("late");
  assert.equal(contexts[0]!.signal.reason, "failed");
  assert.equal(contexts[0]!.signal, contexts[0]!.signal);
});

Deno.test("ConcurrentMapCursor waits for the feed when it is left after a failure", async () => {
  const feed = new DrivenFeed({ length: 9, isSync: () => true, closesLate: true });
  const call = (_: number, index: number) => index === 0 ? 0 : Promise.reject("failed");
  const options = { concurrency: 1, ordered: true, buffer: 4 };
  const cursor = new ConcurrentMapCursor(feed, call, options);
  assert.deepEqual(cursor.next(), { done: false, value: 0 });
  await drain();
  let isClosed = false;
  const closing = Promise.resolve(cursor.close("left")).then(() => isClosed = true);
  await drain();
  assert.deepEqual([isClosed, feed.closes], [false, 1]);
  feed.settleClose();
  await closing;
});
