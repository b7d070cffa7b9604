import type { Samples } from "../measure/group.ts";
import { IMPLEMENTATIONS, load } from "./async/implementations.ts";
import { OURS } from "./implementations.ts";

/** How many tasks may run at once. */
export const CONCURRENCY = 32;

const COUNT = 3_000;
const NUMBERS = Array.from({ length: COUNT }, (_, number) => number);

/** Work that only takes time; results in the number it was given. */
export type Task = (number: number) => Promise<number>;

/** One way to have tasks done for numbers; gives the sum of the results. */
export interface ConcurrentForm {
  /** Name in the tables. */
  readonly name: string;
  /** Does the task for each number, at most {@linkcode CONCURRENCY} at once. */
  sum(numbers: readonly number[], task: Task): Promise<number>;
}

/** Name of our own, in the order of the items. */
export const ORDERED: string = `${OURS}, ordered`;

/** Name of our own, in the order in which the results come. */
export const UNORDERED: string = `${OURS}, unordered`;

/** Workers that take the next number when they are done, written by hand. */
export const handPool: ConcurrentForm = {
  name: "pool by hand",
  async sum(numbers, task) {
    let next = 0;
    let sum = 0;
    const work = async () => {
      while (next < numbers.length) {
        const result = await task(numbers[next++]!);
        sum += result;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return sum;
  },
};

/** The pool, then ours and those of the libraries. */
export async function concurrentForms(): Promise<readonly ConcurrentForm[]> {
  const forms = [handPool];
  for (const name of IMPLEMENTATIONS) {
    const { sumInOrder, sumAsTheyCome } = await load(name);
    if (sumInOrder !== undefined) forms.push(form(`${name}, ordered`, sumInOrder));
    if (sumAsTheyCome !== undefined) forms.push(form(`${name}, unordered`, sumAsTheyCome));
  }
  return forms;
}

/** A task that takes so many milliseconds for each number. */
export function taskOf(msOf: (number: number) => number): Task {
  return (number) => new Promise((resolve) => setTimeout(resolve, msOf(number), number));
}

/**
 * Nanoseconds of the clock per task: most of it is waiting, so processor time would say little.
 * Every round begins with another form. A form that loses a task or runs too many is not fast.
 */
export async function measureTasks(task: Task, rounds: number): Promise<Samples> {
  const forms = await concurrentForms();
  const samples: Record<string, number[]> = {};
  for (const { name } of forms) samples[name] = [];
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < forms.length; turn++) {
      const form = forms[(round + 1 + turn) % forms.length]!;
      const startMs = performance.now();
      await run(form, task);
      const ms = performance.now() - startMs;
      // The first round warms up.
      if (round >= 0) samples[form.name]!.push(ms * 1e6 / COUNT);
    }
  }
  return samples;
}

function form(
  name: string,
  sum: (numbers: Iterable<number>, task: Task, concurrency: number) => Promise<number>,
): ConcurrentForm {
  return { name, sum: (numbers, task) => sum(numbers, task, CONCURRENCY) };
}

async function run(form: ConcurrentForm, task: Task): Promise<void> {
  let running = 0;
  let peak = 0;
  const counted: Task = (number) => {
    peak = Math.max(peak, ++running);
    return task(number).finally(() => running--);
  };
  const sum = await form.sum(NUMBERS, counted);
  if (peak > CONCURRENCY) throw new Error(`Cannot compare "${form.name}" as it ran ${peak}`);
  if (sum !== COUNT * (COUNT - 1) / 2) {
    throw new Error(`Cannot compare "${form.name}" as it lost tasks`);
  }
}
