import type { Segment } from "../compilation/segment.ts";
import { reusableSource, type Source } from "../sources/source.ts";
import { fuse, type FusedStep, isFused, type Step } from "./fuse.ts";
import type { Operator } from "./operator.ts";
import { rewrite, type Rewritten } from "./rewrite.ts";

/** What the runs of a plan do. */
export interface Program {
  /** Where items come from. */
  readonly source: Source;
  /** The further sources that operators read, the latest first. */
  readonly others: readonly Source[];
  /** The operators, one by one, as async runs and runs that can be resumed take them. */
  readonly operators: readonly Operator[];
  /** The same with neighbours fused. */
  readonly steps: readonly Step[];
  /** The slots of a plan that is nothing else. */
  readonly onlyStep: FusedStep | undefined;
  /** What was rewritten, in words. */
  readonly rewrites: readonly string[];
  /** The first operators, if generated code runs them in push runs. */
  readonly segment: Segment | undefined;
  /** The steps of push runs: all of them, or those behind the segment. */
  readonly pushed: readonly Step[];
}

/** Works out what runs do. What generated code runs is not rewritten. */
export function createProgram(
  source: Source,
  operators: readonly Operator[],
  isAsync: boolean,
  segment?: Segment,
): Program {
  if (segment === undefined) return arrange(rewrite(source, operators), isAsync);
  const rest = [...segment.marks, ...operators.slice(segment.length)];
  const behind = rewrite(reusableSource(() => source.open()), rest);
  const pushed = fuse(behind.operators, isAsync);
  const all = [...segment.operators, ...behind.operators];
  return { ...arrange({ ...behind, source, operators: all }, isAsync), segment, pushed };
}

/** Makes a program of operators as they are. */
export function arrange({ source, operators, rewrites }: Rewritten, isAsync: boolean): Program {
  const steps = fuse(operators, isAsync);
  return {
    source,
    others: othersOf(operators),
    operators,
    steps,
    onlyStep: onlyStepOf(steps),
    rewrites,
    segment: undefined,
    pushed: steps,
  };
}

function onlyStepOf(steps: readonly Step[]): FusedStep | undefined {
  if (steps.length === 0) return NO_SLOTS;
  return steps.length === 1 && isFused(steps[0]!) ? steps[0] : undefined;
}

const NO_SLOTS: FusedStep = { slots: [], length: 0 };

/** The further sources that operators read, the latest first. */
export function othersOf(operators: readonly Operator[]): readonly Source[] {
  let others: Source[] | undefined;
  for (let index = operators.length - 1; index >= 0; index--) {
    const more = operators[index]!.others;
    if (more !== undefined) (others ??= []).push(...more);
  }
  return others ?? NONE;
}

const NONE: readonly Source[] = [];
