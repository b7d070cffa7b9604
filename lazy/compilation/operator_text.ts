import type { Operator } from "../plan/operator.ts";

/** A variable that lives as long as a pass, and where it begins. */
export type Variable = readonly [name: string, initial: string];

/** Where an operator stands. */
export interface Spot {
  /** Its position, which its names end with. */
  readonly at: number;
  /** The index of the item. */
  readonly index: string;
  /** Leaves the item. */
  readonly skip: string;
}

/** How one operator is written. */
export interface OperatorText {
  /** Declares what stays the same in a pass. */
  readonly constants: (at: number) => string;
  /** What changes in a pass. */
  readonly variables?: (at: number) => readonly Variable[];
  /** Does its work on the item `v`. */
  readonly apply: (spot: Spot, operator: Operator) => string;
  /** Whether it hands on every item, so that those behind it count alike. */
  readonly isLengthKept?: boolean;
}

const call = ({ at, index }: Spot) => `f${at}(v,${index})`;
const callback = (at: number) => `const f${at}=x.callbacks[${at}];\n`;
const limit = (at: number) => `const l${at}=x.values[${at}];\n`;

const texts: ReadonlyMap<string, OperatorText> = new Map<string, OperatorText>([
  ["map", { constants: callback, apply: (spot) => `v=${call(spot)};`, isLengthKept: true }],
  ["tap", { constants: callback, apply: (spot) => `${call(spot)};`, isLengthKept: true }],
  ["filter", { constants: callback, apply: (spot) => `if(!${call(spot)})${spot.skip}` }],
  ["take", {
    constants: limit,
    variables: (at) => [[`n${at}`, `l${at}`]],
    apply: ({ at }) => `if(--n${at}===0)x.close();`,
  }],
  ["drop", { constants: limit, apply: ({ at, index, skip }) => `if(${index}<l${at})${skip}` }],
  ["takeWhile", {
    constants: callback,
    apply: (spot) => `if(!${call(spot)}){x.close();break END}`,
  }],
  ["dropWhile", {
    constants: callback,
    variables: (at) => [[`b${at}`, "true"]],
    apply: (spot) => `if(b${spot.at}){if(${call(spot)})${spot.skip}b${spot.at}=false}`,
  }],
  ["scan", {
    constants: callback,
    variables: (at) => [[`a${at}`, `x.values[${at}]`]],
    apply: ({ at, index }) => `v=a${at}=f${at}(a${at},v,${index});`,
    isLengthKept: true,
  }],
  ["distinct", {
    constants: (at) => `${callback(at)}const g${at}=x.stages[${at}];\n`,
    apply(spot, { callback }) {
      const key = callback === undefined ? "v" : call(spot);
      return `if(g${spot.at}.settle(${key},v)===x.skip)${spot.skip}`;
    },
  }],
  // A loop of its own does the work.
  ["flatMap", { constants: callback, apply: () => "" }],
]);

/** How operators of a kind are written; nothing for those that cannot be. */
export function textOf(kind: string): OperatorText | undefined {
  return texts.get(kind);
}
