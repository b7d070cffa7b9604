import fc from "fast-check";
import type { AsyncSeq } from "../../async_seq.ts";
import { range } from "../../range.ts";
import { type Seq, seq } from "../../seq.ts";

/** One operator of a random pipeline. */
export interface PipelineStep {
  readonly kind: string;
  readonly amount: number;
}

/** A random pipeline. */
export interface Pipeline {
  readonly source: string;
  readonly length: number;
  readonly steps: readonly PipelineStep[];
}

type Method = (sequence: Seq<unknown>, amount: number) => Seq<unknown>;

/** One number of an item of any kind. */
function weigh(item: unknown): number {
  if (typeof item === "number") return item;
  return Array.isArray(item) ? item.reduce((sum, part) => (sum * 31 + weigh(part)) % 997, 7) : 3;
}

// Callbacks use their index, so that a wrong one is seen in the items.
const STEPS: Readonly<Record<string, Method>> = {
  map: (s, n) => s.map((item, index) => (weigh(item) * 7 + index + n) % 997),
  filter: (s, n) => s.filter((item, index) => (weigh(item) + index) % (n + 1) !== 0),
  tap: (s) => s.tap(() => {}),
  take: (s, n) => s.take(n * 4),
  drop: (s, n) => s.drop(n),
  takeWhile: (s, n) => s.takeWhile((item, index) => weigh(item) % 13 !== n && index < 40),
  dropWhile: (s, n) => s.dropWhile((item, index) => weigh(item) % 3 !== 0 && index < n),
  chunks: (s, n) => s.chunks(n + 1),
  flatten: (s, n) =>
    s.flatMap((item, index) =>
      Array.from({ length: (weigh(item) + index) % (n + 1) }, (_, at) => weigh(item) + at)
    ),
  generate: (s, n) =>
    s.flatMap(function* (item, index) {
      for (let at = (index + n) % 4; at > 0; at--) yield [item, at];
    }),
  distinct: (s) => s.distinct(weigh),
  scan: (s) => s.scan((sum, item) => (sum + weigh(item)) % 997, 0),
  windows: (s, n) => s.windows(n + 1),
  chunkBy: (s, n) => s.chunkBy((item) => weigh(item) % (n + 1)),
  concat: (s, n) => s.concat(Array.from({ length: n }, (_, at) => at)),
  zip: (s, n) => s.zip(Array.from({ length: n * 9 }, (_, at) => at)),
};

const items = (length: number) => Array.from({ length }, (_, at) => at * at % 101);

const SOURCES: Readonly<Record<string, (length: number) => Seq<unknown>>> = {
  array: (length: number) => seq(items(length)),
  typedArray: (length: number) => seq(Uint8Array.from(items(length))),
  range: (length: number) => range(0, length),
  generator: (length: number) =>
    seq(function* () {
      yield* items(length);
    }),
  set: (length: number) => seq(new Set(items(length))),
};

/** Operators whose state is saved; at most one of those that expand, and no chunks before it. */
const SAVING = ["map", "filter", "tap", "take", "drop", "takeWhile", "dropWhile"] as const;

/** Pipelines that go on at the place where a page ended. */
export const seekable: fc.Arbitrary<Pipeline> = fc.record({
  source: fc.constantFrom("array", "typedArray", "range"),
  length: fc.nat(60),
  steps: fc.tuple(
    stepsOf(SAVING),
    fc.option(stepOf(["flatten", "generate"]), { nil: undefined }),
    stepsOf([...SAVING, "chunks"]),
  ).map(([before, expansion, after]) =>
    expansion === undefined ? [...before, ...after] : [...before, expansion, ...after]
  ),
});

/** Pipelines of all kinds. */
export const anyPipeline: fc.Arbitrary<Pipeline> = fc.record({
  source: fc.constantFrom(...Object.keys(SOURCES)),
  length: fc.nat(60),
  steps: stepsOf(Object.keys(STEPS)),
});

/** The source of a pipeline. */
export function sourceOf({ source, length }: Pipeline): Seq<unknown> {
  return SOURCES[source]!(length);
}

/** Appends the operators of a pipeline. */
export function build(sequence: Seq<unknown>, { steps }: Pipeline): Seq<unknown> {
  return steps.reduce((built, { kind, amount }) => STEPS[kind]!(built, amount), sequence);
}

/** The same for an async sequence. */
export function buildAsync(sequence: AsyncSeq<unknown>, pipeline: Pipeline): AsyncSeq<unknown> {
  return build(sequence as never, pipeline) as never;
}

function stepOf(kinds: readonly string[]): fc.Arbitrary<PipelineStep> {
  return fc.record({ kind: fc.constantFrom(...kinds), amount: fc.nat(6) });
}

function stepsOf(kinds: readonly string[]): fc.Arbitrary<PipelineStep[]> {
  return fc.array(stepOf(kinds), { maxLength: 4 });
}
