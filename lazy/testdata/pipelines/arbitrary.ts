import fc from "fast-check";
import { asyncLoops } from "./async_loops.ts";
import { isAhead } from "./is_ahead.ts";
import { loops } from "./loops.ts";
import type { Pipeline } from "./pipeline.ts";
import { sourceKinds } from "./sources.ts";
import type { SourceRecipe, StepRecipe } from "./steps/step.ts";
import { stepKinds } from "./steps/steps.ts";
import type { TerminalRecipe } from "./terminals/terminal.ts";
import { terminalKinds } from "./terminals/terminals.ts";
import type { Faults } from "./world.ts";

const small = fc.nat({ max: 4 });

/** Sources that the engine has loops of their own for. */
const LOOPED = ["array", "typedArray", "range", "iterable"];

function sources(isAsync: boolean, maxLength: number, isMain: boolean): fc.Arbitrary<SourceRecipe> {
  const kinds = Object.entries(sourceKinds)
    .filter(([, kind]) =>
      (isAsync || !kind.isAsync) && (isMain || (kind.grow === undefined && !kind.isMain))
    )
    .map(([name]) => name);
  return fc.record({
    kind: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...LOOPED) },
      { weight: 2, arbitrary: fc.constantFrom(...kinds) },
    ),
    items: fc.array(fc.nat({ max: 20 }), { maxLength }),
  });
}

/** Operators that the engine runs as one when they are neighbours. */
const FUSED = ["map", "filter", "tap"];

function steps(isAsync: boolean): fc.Arbitrary<StepRecipe[]> {
  const further = sources(isAsync, 5, false);
  const kinds = Object.entries(stepKinds).filter(([, { isAhead }]) => isAsync || !isAhead);
  const each = kinds.map(([op, { others: [minLength, maxLength] = [0, 0] }]) =>
    fc.record({
      op: fc.constant(op),
      n: small,
      m: small,
      others: maxLength === 0 ? fc.constant([]) : fc.array(further, { minLength, maxLength }),
    })
  );
  const fused = each.filter((_, index) => FUSED.includes(kinds[index]![0]));
  const step = fc.oneof(
    { weight: 1, arbitrary: fc.oneof(...fused) },
    { weight: 3, arbitrary: fc.oneof(...each) },
  );
  return fc.array(step, { maxLength: 7 });
}

const act = fc.nat({ max: 40 });

function faults(isAsync: boolean): fc.Arbitrary<Faults> {
  return fc.record({
    failAt: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: act.map((at) => [at]) },
      { weight: 1, arbitrary: fc.tuple(act, fc.nat({ max: 4 })).map(([a, b]) => [a, a + b + 1]) },
    ),
    abortAt: isAsync ? fc.option(act, { nil: undefined, freq: 3 }) : fc.constant(undefined),
    isCompareFailing: fc.nat({ max: 9 }).map((one) => one === 9),
  });
}

function drivers(isAsync: boolean): fc.Arbitrary<TerminalRecipe> {
  const terminals = Object.keys(terminalKinds);
  const loopNames = Object.keys(isAsync ? asyncLoops : loops);
  return fc.record({
    name: fc.oneof(fc.constantFrom(...terminals), fc.constantFrom(...loopNames)),
    n: small,
    m: small,
  });
}

/** Random pipelines for the sync or the async engine. */
export function pipelines(isAsync: boolean): fc.Arbitrary<Pipeline> {
  const any = fc.record({
    source: sources(isAsync, 12, true),
    steps: steps(isAsync),
    driver: drivers(isAsync),
    runs: fc.nat({ max: 3 }).map((one) => one === 3 ? 2 : 1),
    isAsync: fc.constant(isAsync),
    delays: isAsync ? fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }) : fc.constant([]),
    faults: faults(isAsync),
  });
  return any.map(withoutUnheard);
}

/** `reduce()` without an initial value takes no signal; reducers of one item are not told apart. */
const NOT_ABORTED = ["reduce", "aggregate"];

/**
 * An abort needs a terminal, which takes the signal; it is for good, so there is one run. What is
 * shared with others goes on after it, and stays open after a failure of one of them; a source that
 * breaks while it is aborted may be closed or not. Callbacks that are said to be pure must not fail,
 * nor change what they are given.
 */
function withoutUnheard(pipeline: Pipeline): Pipeline {
  const { driver: { name }, faults, source } = pipeline;
  const isGrowing = sourceKinds[source.kind]!.grow !== undefined;
  const steps = pipeline.steps.filter(({ op }) =>
    !isGrowing || !(stepKinds[op]!.isPure || stepKinds[op]!.isAhead)
  );
  const isPure = isAhead({ ...pipeline, steps }) || steps.some(({ op }) => stepKinds[op]!.isPure);
  const isShared = steps.some(({ op }) => stepKinds[op]!.isShared);
  const isBroken = [source, ...steps.flatMap((step) => step.others)]
    .some(({ kind }) => kind === "broken");
  const isHeard = !isPure && !isBroken && name in terminalKinds && !NOT_ABORTED.includes(name) &&
    !isShared;
  const abortAt = isHeard ? faults.abortAt : undefined;
  return {
    ...pipeline,
    steps,
    runs: abortAt === undefined ? pipeline.runs : 1,
    faults: {
      abortAt,
      failAt: isPure ? [] : faults.failAt.filter((act) => act !== abortAt),
      isCompareFailing: !isPure && faults.isCompareFailing && abortAt === undefined && !isShared,
    },
  };
}
