import { item, Lab, type Outcome, outcomeOf, sleep } from "./lab.ts";
import { atMost, exactly, type Fact, type Facts, type RobustnessCase } from "./robustness_case.ts";
import type { Subject } from "./subject.ts";

const CONCURRENCY = 8;

/** After so long, what has not happened does not. */
const PATIENCE_MS = 1_000;

async function take(results: AsyncIterable<number>, count: number): Promise<void> {
  let taken = 0;
  for await (const _ of results) if (++taken === count) break;
}

async function leave(subject: Subject): Promise<Facts> {
  await using lab = new Lab();
  const work = lab.work(() => 5);
  const left = await outcomeOf(take(subject.map(lab.source(), work, CONCURRENCY), 5), PATIENCE_MS);
  const startedBefore = lab.started;
  await sleep(100);
  return [
    exactly(leaving(left), "yes"),
    exactly(lab.closes, 1),
    exactly(lab.started - startedBefore, 0),
    exactly(lab.unhandled, 0),
  ];
}

async function reject(subject: Subject): Promise<Facts> {
  await using lab = new Lab();
  // The item behind fails first.
  const work = lab.work(
    (number) => number === 3 ? 2 : 20,
    (number) => number === 1 ? new Error("late") : number === 3 ? new Error("early") : undefined,
  );
  const results = subject.map(lab.source(stopAt(1_000)), work, CONCURRENCY);
  let finished = 0;
  const run = take(results, Infinity).finally(() => finished = lab.finished);
  const outcome = await outcomeOf(run, PATIENCE_MS);
  const startedBefore = lab.started;
  await sleep(100);
  return [
    seen(outcome.status === "rejected" ? outcome.reason : outcome.status),
    exactly(
      outcome.status === "pending" ? "never" : finished === 1 ? "at once" : "later",
      "at once",
    ),
    exactly(lab.closes, 1),
    exactly(lab.started - startedBefore, 0),
    exactly(lab.unhandled, 0),
  ];
}

async function idle(subject: Subject): Promise<Facts> {
  await using lab = new Lab();
  const results = subject.map(lab.source(stopAt(10_000)), lab.work(() => 1), CONCURRENCY);
  const iterator = results[Symbol.asyncIterator]();
  const first = await outcomeOf(Promise.resolve(iterator.next()), PATIENCE_MS);
  await sleep(300);
  const { pulls, started } = lab;
  const left = await outcomeOf(Promise.resolve(iterator.return?.()), PATIENCE_MS);
  const most = CONCURRENCY * 9 + 1;
  return [
    exactly(first.status === "fulfilled" ? "yes" : "no", "yes"),
    atMost(pulls, most),
    atMost(started, most),
    atMost(lab.peak, CONCURRENCY),
    exactly(leaving(left), "yes"),
  ];
}

function leaving(outcome: Outcome): string {
  if (outcome.status === "rejected") return `throws a ${nameOf(outcome.reason)}`;
  return outcome.status === "pending" ? "hangs" : "yes";
}

/** A source that has no end would never let some libraries go. */
function stopAt(count: number): typeof item {
  return (index) => index < count ? item(index) : Promise.resolve({ done: true, value: undefined });
}

async function abort(subject: Subject): Promise<Facts> {
  const none: Fact = { text: "takes no signal", isRight: false };
  if (subject.abortable === undefined) return [none];
  await using lab = new Lab();
  const source = lab.source((index) => index < 3 ? item(index) : new Promise(() => {}));
  const controller = new AbortController();
  const reason = new Error("enough");
  const run = subject.abortable(source, lab.work(() => 2), CONCURRENCY, controller.signal);
  run.catch(() => {});
  await sleep(30);
  controller.abort(reason);
  const soon = await outcomeOf(run, 0);
  const outcome = await outcomeOf(run, PATIENCE_MS);
  return [
    exactly(
      soon.status !== "pending" ? "at once" : outcome.status === "pending" ? "never" : "later",
      "at once",
    ),
    outcome.status === "rejected"
      ? exactly(outcome.reason === reason ? "the reason" : nameOf(outcome.reason), "the reason")
      : { text: "none", isRight: false },
    exactly(lab.closes, 1),
    exactly(lab.unhandled, 0),
  ];
}

async function leaveStuck(subject: Subject): Promise<Facts> {
  await using lab = new Lab();
  const source = lab.source((index) => index < 20 ? item(index) : new Promise(() => {}));
  const results = subject.map(source, lab.work(() => 2), CONCURRENCY);
  const left = await outcomeOf(take(results, 5), PATIENCE_MS);
  return [
    exactly(leaving(left), "yes"),
    exactly(lab.closes, 1),
    exactly(lab.unhandled, 0),
  ];
}

async function brokenSource(subject: Subject): Promise<Facts> {
  await using lab = new Lab();
  const broken = new Error("source");
  const source = lab.source((index) => index < 3 ? item(index) : Promise.reject(broken));
  // A task fails when the source has failed already.
  const work = lab.work(() => 10, (number) => number === 1 ? new Error("task") : undefined);
  const outcome = await outcomeOf(
    take(subject.map(source, work, CONCURRENCY), Infinity),
    PATIENCE_MS,
  );
  await lab.rest();
  return [
    outcome.status === "rejected"
      ? { text: `that of the ${messageOf(outcome.reason)}`, isRight: true }
      : { text: outcome.status === "pending" ? "hangs" : "none", isRight: false },
    exactly(lab.closes, 0),
    exactly(lab.unhandled, 0),
  ];
}

/** Either is a way to go: an error is first in time, or its item comes first. */
function seen(reason: unknown): Fact {
  const words: Readonly<Record<string, string>> = {
    early: "first in time",
    late: "first in order",
  };
  const text = words[messageOf(reason)];
  return { text: text ?? messageOf(reason), isRight: text !== undefined };
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function nameOf(reason: unknown): string {
  return reason instanceof Error ? reason.name : String(reason);
}

/** What happens to runs, in the order of the tables. */
export const CASES: readonly RobustnessCase[] = [
  {
    name: "leave",
    title: "The consumer leaves its loop after 5 results; the source has no end",
    columns: ["leaves", "source closed", "tasks begun later", "unhandled rejections"],
    run: leave,
  },
  {
    name: "leave stuck",
    title: "The same when the source hangs after 20 items",
    columns: ["leaves", "source closed", "unhandled rejections"],
    run: leaveStuck,
  },
  {
    name: "reject",
    title: "Two tasks fail, first that of an item further behind",
    columns: [
      "error that is seen",
      "when",
      "source closed",
      "tasks begun later",
      "unhandled rejections",
    ],
    run: reject,
  },
  {
    name: "broken source",
    title: "The source fails while tasks are under way, and then one of the tasks",
    columns: ["error that is seen", "source closed", "unhandled rejections"],
    run: brokenSource,
  },
  {
    name: "idle",
    title: "The consumer takes one result and does nothing for 0.3 s; the source is fast",
    columns: ["result", "items pulled", "tasks begun", "at once", "leaves"],
    run: idle,
  },
  {
    name: "abort",
    title: "The signal aborts while the source hangs",
    columns: ["ends", "error that is seen", "source closed", "unhandled rejections"],
    run: abort,
  },
];
