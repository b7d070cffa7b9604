import type { Source } from "../sources/source.ts";
import type { Marks, Size } from "./marks.ts";
import type { Operator } from "./operator.ts";

const UNKNOWN: Size = [0, Infinity];

/** How many items a source has, as far as that can be told without reading it. */
export function sizeOfSource(source: Source): Size {
  const size = source.size?.();
  return size === undefined ? UNKNOWN : [size, size];
}

/** How many items leave an operator that so many enter. */
export function sizeAfter({ kind, amount = 0, others }: Operator, [least, most]: Size): Size {
  const each = (count: (size: number) => number): Size => [count(least), count(most)];
  switch (kind) {
    case "map":
    case "tap":
    case "scan":
    case "sort":
    case "sortBy":
    case "reverse":
      return [least, most];
    case "take":
    case "top":
    case "topBy":
    case "tail":
      return each((size) => Math.min(size, amount));
    case "drop":
      return each((size) => Math.max(0, size - amount));
    case "chunks":
    case "pages":
      return each((size) => Math.ceil(size / amount));
    case "windows":
      return [Math.max(0, least - amount + 1), Math.max(most === 0 ? 0 : 1, most - amount + 1)];
    case "filter":
    case "takeWhile":
    case "dropWhile":
      return [0, most];
    case "distinct":
    case "chunkBy":
      return [Math.min(1, least), most];
    case "concat":
    case "interleave":
      return (others ?? []).map(sizeOfSource).reduce<Size>(sum, [least, most]);
    default:
      return most === 0 && kind === "flatMap" ? [0, 0] : UNKNOWN;
  }
}

function sum([least, most]: Size, [otherLeast, otherMost]: Size): Size {
  return [least + otherLeast, most + otherMost];
}

/** Sizes after the source and after each operator. */
export function sizesOf(source: Source, { operators, sizes }: Marks): Size[] {
  let size = sizes.get(undefined) ?? sizeOfSource(source);
  const found = [size];
  for (const operator of operators) {
    size = sizes.get(operator) ?? sizeAfter(operator, size);
    found.push(size);
  }
  return found;
}
