import type { Compare } from "../callback.ts";
import { tail, top, topBy } from "../operators/sort.ts";
import { drop, take } from "../operators/select.ts";
import type { Operator } from "./operator.ts";

/** A place in a plan where a rule might apply. */
export interface Place {
  readonly operators: readonly Operator[];
  /** Position of the first operator that the rule is about. */
  readonly at: number;
  /** Tells whether a callback depends on its item alone, and does nothing else. */
  isPure(operator: Operator): boolean;
  /** How many items enter the operator, at most. */
  sizeBefore(): number;
}

/** What takes the place of some operators. */
export interface Change {
  /** How many operators go. */
  readonly length: number;
  readonly operators: readonly Operator[];
  readonly text: string;
}

type Rule = (place: Place) => Change | undefined;

/** The least number of items that `sort()` keeps up to date rather than sorts. */
const FEW = 64;

/** Rules by the kind of operator that they begin at. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  take: [mergeTakes],
  drop: [mergeDrops],
  map: [dropBeforeMap],
  sort: [keepFirst, filterBefore],
  sortBy: [keepFirst, filterBefore],
  reverse: [keepLast, filterBefore],
};

function mergeTakes({ operators, at }: Place): Change | undefined {
  const [first, second] = [operators[at]!, operators[at + 1]];
  if (second?.kind !== "take") return undefined;
  const limit = Math.min(first.amount!, second.amount!);
  return change(2, [take(limit)], `take(${first.amount}).take(${second.amount}) → take(${limit})`);
}

function mergeDrops({ operators, at }: Place): Change | undefined {
  const [first, second] = [operators[at]!, operators[at + 1]];
  if (second?.kind !== "drop") return undefined;
  const limit = first.amount! + second.amount!;
  return change(2, [drop(limit)], `drop(${first.amount}).drop(${second.amount}) → drop(${limit})`);
}

/** Pure: items that are dropped need not be mapped. */
function dropBeforeMap({ operators, at, isPure }: Place): Change | undefined {
  const [map, second] = [operators[at]!, operators[at + 1]];
  if (second?.kind !== "drop" || !isPure(map)) return undefined;
  return change(2, [second, map], `map().drop(${second.amount}) → drop(${second.amount}).map()`);
}

/** Pure: items that are filtered out need not be sorted or kept. */
function filterBefore({ operators, at, isPure }: Place): Change | undefined {
  const [first, filter] = [operators[at]!, operators[at + 1]];
  if (filter?.kind !== "filter" || !isPure(filter)) return undefined;
  return change(2, [filter, first], `${first.kind}().filter() → filter().${first.kind}()`);
}

/** Of a sorted sequence, only as many items are kept as are taken, unless these are most of it. */
function keepFirst(place: Place): Change | undefined {
  const slice = sliceAfter(place);
  if (slice === undefined) return undefined;
  const { dropped, end, text } = slice;
  const size = place.sizeBefore();
  if (size !== Infinity && end > Math.max(FEW, size / 2)) return undefined;
  const { kind, callback, compare } = place.operators[place.at]!;
  const order = compare as Compare<unknown> | undefined;
  const kept = kind === "sort" ? top(end, order) : topBy(end, callback as never, order);
  const after = [kept, ...dropped];
  return change(slice.length, after, `${kind}().${text} → ${textOf(after)}`);
}

/** Of a reversed sequence, only as many items are kept as are taken. */
function keepLast(place: Place): Change | undefined {
  const slice = sliceAfter(place);
  if (slice === undefined) return undefined;
  const { dropped, end, text } = slice;
  const after = [tail(end), ...dropped];
  return change(slice.length, after, `reverse().${text} → ${textOf(after)}`);
}

/** What `drop(m).take(k)`, or `take(k)` alone, picks after an operator. */
function sliceAfter({ operators, at }: Place):
  | { length: number; dropped: Operator[]; end: number; text: string }
  | undefined {
  const next = operators[at + 1];
  const dropped = next?.kind === "drop" ? [next] : [];
  const last = operators[at + 1 + dropped.length];
  if (last?.kind !== "take" || last.amount === 0 || last.amount === Infinity) return undefined;
  const skipped = dropped[0]?.amount ?? 0;
  const text = textOf([...dropped, last]);
  return { length: 2 + dropped.length, dropped, end: skipped + last.amount!, text };
}

function textOf(operators: readonly Operator[]): string {
  return operators.map(({ kind, amount }) => `${kind}(${amount})`).join(".");
}

function change(length: number, operators: readonly Operator[], text: string): Change {
  return { length, operators, text };
}
