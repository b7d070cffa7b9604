import fc from "fast-check";
import { seq } from "../../seq.ts";
import { pipelines } from "./arbitrary.ts";
import { compare, compareAsync, type Difference } from "./compare.ts";
import { describeDifference, describePipeline } from "./describe.ts";
import type { Pipeline } from "./pipeline.ts";
import { compareResumed, compareResumedAsync, isRepeatable } from "./resume.ts";

/** Which pipelines to try. */
export interface Search {
  readonly seed: number;
  /** Number of the first one. @default {0} */
  readonly first?: number;
  readonly count: number;
  /** Is called from time to time with how many were tried. */
  readonly onProgress?: (tried: number) => void;
}

const STRIDE = 500;
const syncPipelines = pipelines(false);
const asyncPipelines = pipelines(true);
const compiledPipelines = fc.tuple(syncPipelines, fc.nat({ max: 8 }))
  .map(([pipeline, compiled]): Pipeline => ({ ...pipeline, compiled }));

/** Whether pages tell where to go on after them. */
const isResumable = "cursor" in (seq([1]).pages(1).first() ?? {});

/** What is done with a pipeline, by turns. */
const turns: readonly ((parameters: Parameters) => Promise<string | undefined>)[] = [
  (parameters) => check(syncPipelines, compare, parameters),
  (parameters) => check(asyncPipelines, compareAsync, parameters),
  (parameters) => check(compiledPipelines, compare, parameters),
  ...(isResumable
    ? [
      (parameters: Parameters) =>
        check(syncPipelines.filter(isRepeatable), compareResumed, parameters),
      (parameters: Parameters) =>
        check(asyncPipelines.filter(isRepeatable), compareResumedAsync, parameters),
    ]
    : []),
];

/** Six turns of ten are the first two. */
const ROUND = [0, 1, 2, 0, 1, 3, 0, 1, 2, 4];

/**
 * Tries pipelines until one differs from the oracle: sync ones, async ones, compiled ones, and
 * those that can be read page by page.
 *
 * @returns The story of the smallest one like it, or `undefined`.
 */
export async function searchPipelines(
  { seed, first = 0, count, onProgress }: Search,
): Promise<string | undefined> {
  for (let tried = 0; tried < count; tried += STRIDE) {
    const block = first + tried;
    const numRuns = Math.min(STRIDE, count - tried);
    const round = ROUND[Math.floor(block / STRIDE) % ROUND.length]!;
    const turn = turns[round] ?? turns[round % 2]!;
    const story = await turn({ seed: seed ^ Math.imul(block, 0x9E3779B1), numRuns });
    if (story !== undefined) {
      return `${story}\n\nagain: deno task soak:pipelines ${numRuns} --seed=${seed} --first=${block}`;
    }
    onProgress?.(tried + numRuns);
  }
}

interface Parameters {
  readonly seed: number;
  readonly numRuns: number;
}

type Compare = (pipeline: Pipeline) => Difference | undefined | Promise<Difference | undefined>;

async function check(
  arbitrary: fc.Arbitrary<Pipeline>,
  compare: Compare,
  parameters: Parameters,
): Promise<string | undefined> {
  const property = fc.asyncProperty(arbitrary, async (pipeline) => {
    const difference = compare(pipeline);
    return (difference instanceof Promise ? await difference : difference) === undefined;
  });
  const { counterexample } = await fc.check(property, parameters);
  if (counterexample === null) return undefined;
  const [pipeline] = counterexample;
  try {
    return tell(pipeline, await compare(pipeline));
  } catch (error) {
    return tell(pipeline, error);
  }
}

function tell(pipeline: Pipeline, difference: unknown): string {
  const what = difference === undefined
    ? "does not differ when it runs again"
    : difference instanceof Error
    ? String(difference.stack)
    : describeDifference(difference as Difference);
  return `${describePipeline(pipeline)}\n\n${what}`;
}
