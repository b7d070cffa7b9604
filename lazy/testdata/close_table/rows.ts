import { type Seq, seq } from "../../seq.ts";
import { callMethod } from "../pipelines/steps/step.ts";

type Spy = (value: number, index: number) => unknown;

/** One operation of the close table. */
export interface Row {
  readonly name: string;
  /** Appends the operation; `spy` is its callback, if it has one, and lets every item pass. */
  readonly ours: (sequence: Seq<number>, spy: Spy) => Seq<unknown>;
  /** The same by the platform, if it has it. */
  readonly native?: (iterator: IteratorObject<number>, spy: Spy) => IteratorObject<unknown>;
  /** Appends it with an argument that must be refused. */
  readonly bad?: (sequence: Seq<number>) => unknown;
  readonly nativeBad?: (iterator: IteratorObject<number>) => unknown;
  /** Whether it calls `spy`. */
  readonly isCalling?: true;
  /** Whether it reads all before it hands over the first item. */
  readonly isGathering?: true;
  /** Whether the first item it hands over ends the sequence. */
  readonly isEnding?: true;
}

const method = (name: string, ...args: readonly unknown[]) => (sequence: Seq<number>) =>
  callMethod(sequence, name, ...args) as Seq<unknown>;
const bad = (name: string, ...args: readonly unknown[]) => (sequence: Seq<number>) =>
  callMethod(sequence, name, ...args);
const nativeBad = (name: string, ...args: readonly unknown[]) => (iterator: object) =>
  callMethod(iterator, name, ...args);

/** Operations that the platform has too. */
const shared: readonly Row[] = [
  {
    name: "map",
    ours: (s, spy) => s.map(spy),
    native: (it, spy) => it.map(spy),
    bad: bad("map", 1),
    nativeBad: nativeBad("map", 1),
    isCalling: true,
  },
  {
    name: "filter",
    ours: (s, spy) => s.filter(spy),
    native: (it, spy) => it.filter(spy),
    bad: bad("filter"),
    nativeBad: nativeBad("filter"),
    isCalling: true,
  },
  {
    name: "flatMap",
    ours: (s, spy) => s.flatMap((value, index) => [spy(value, index)]),
    native: (it, spy) => it.flatMap((value, index) => [spy(value, index)]),
    bad: bad("flatMap", []),
    nativeBad: nativeBad("flatMap", []),
    isCalling: true,
  },
  {
    name: "take",
    ours: (s) => s.take(4),
    native: (it) => it.take(4),
    bad: bad("take", -1),
    nativeBad: nativeBad("take", -1),
  },
  {
    name: "take(1)",
    ours: (s) => s.take(1),
    native: (it) => it.take(1),
    isEnding: true,
  },
  {
    name: "drop",
    ours: (s) => s.drop(1),
    native: (it) => it.drop(1),
    bad: bad("drop", NaN),
    nativeBad: nativeBad("drop", NaN),
  },
  {
    name: "concat",
    ours: (s) => s.concat([7]),
    native: (it) => callMethod(Iterator, "concat", it, [7]) as IteratorObject<unknown>,
    bad: bad("concat", 1),
    nativeBad: (it) => callMethod(Iterator, "concat", it, 1),
  },
];

const own: readonly Row[] = [
  { name: "takeWhile", ours: (s, spy) => s.takeWhile(spy), bad: bad("takeWhile"), isCalling: true },
  {
    name: "dropWhile",
    ours: (s, spy) =>
      s.dropWhile((value, index) => {
        spy(value, index);
        return value < 2;
      }),
    bad: bad("dropWhile", "x"),
    isCalling: true,
  },
  { name: "tap", ours: (s, spy) => s.tap(spy), bad: bad("tap", null), isCalling: true },
  {
    name: "scan",
    ours: (s, spy) =>
      s.scan((sum: unknown, value, index) => [sum, spy(value, index)], 0 as unknown),
    bad: bad("scan", 1),
    isCalling: true,
  },
  { name: "distinct", ours: (s, spy) => s.distinct(spy), bad: bad("distinct", 1), isCalling: true },
  { name: "zip", ours: (s) => s.zip([1, 2, 3, 4, 5, 6, 7, 8]), bad: bad("zip", 1) },
  { name: "chunks", ours: (s) => s.chunks(2), bad: bad("chunks", 0) },
  { name: "windows", ours: (s) => s.windows(2), bad: bad("windows", 1.5) },
  { name: "chunkBy", ours: (s, spy) => s.chunkBy(spy), bad: bad("chunkBy", 1), isCalling: true },
  { name: "pages", ours: (s) => s.pages(2), bad: bad("pages", 0) },
  { name: "interleave", ours: method("interleave", [1, 2]), bad: bad("interleave", 1) },
  { name: "sort", ours: method("sort"), bad: bad("sort", 1), isGathering: true },
  {
    name: "sortBy",
    ours: (s, spy) => callMethod(s, "sortBy", spy) as Seq<unknown>,
    bad: bad("sortBy", 1),
    isCalling: true,
    isGathering: true,
  },
  { name: "reverse", ours: method("reverse"), isGathering: true },
  {
    name: "through",
    ours: (s, spy) =>
      s.through({
        init: () => ({ index: 0 }),
        push: (state, value, emit) => emit(spy(value, state.index++)),
      }),
    bad: bad("through", { init: 1 }),
    isCalling: true,
  },
  { name: "named", ours: method("named", "label"), bad: bad("named", 1) },
  { name: "hint", ours: method("hint", { rewrite: false }), bad: bad("hint", { rewrit: false }) },
];

/** Every operation, or those that exist by now. */
export const rows: readonly Row[] = [...shared, ...own].filter(({ name }) =>
  name.replace(/\(.*/, "") in seq([])
);
