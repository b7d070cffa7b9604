import { referenceLoops } from "./loops.ts";
import type { Pipeline } from "./pipeline.ts";
import { type PlacedStage, Reference, runAll } from "./reference.ts";
import type { ReferenceSource } from "./reference_source.ts";
import { show } from "./show.ts";
import { referenceSource, type SourceKind, sourceKinds } from "./sources.ts";
import { stepKinds } from "./steps/steps.ts";
import type { SourceRecipe } from "./steps/step.ts";
import { terminalKinds } from "./terminals/terminals.ts";
import { ABORT, ABORTED, World } from "./world.ts";

/** Runs a pipeline as the oracle: what the log of the engine must be. */
export function runReference(pipeline: Pipeline): World {
  const world = new World({ ...pipeline.faults, isCompareFailing: false });
  world.abort = () => {
    throw ABORTED;
  };
  const sequence = prepareReference(pipeline, world);
  for (let run = 0; run < pipeline.runs; run++) {
    try {
      const result = drive(pipeline, world, sequence);
      world.results.push(result);
      world.note(world.log.includes(ABORT) ? "threw reason" : `= ${show(result)}`);
    } catch (error) {
      world.note(world.log.includes(ABORT) ? "threw reason" : `threw ${world.nameOf(error)}`);
    }
  }
  return world;
}

type Sequence = Iterable<unknown> & Disposable;

/** Prepares sources; every iterator is a run over them. */
function prepareReference({ source: recipe, steps }: Pipeline, world: World): Sequence {
  const prepare = ({ kind, items }: SourceRecipe, name: string): [ReferenceSource, unknown] => {
    const options = { name, items };
    const raw = sourceKinds[kind]!.raw(world, options);
    return [referenceSource(world, sourceKinds[kind]!, options, raw), raw];
  };
  const [source, raw] = prepare(recipe, "source");
  let main = source;
  let stages = growing(sourceKinds[recipe.kind]!, raw, world);
  steps.forEach((step, index) => {
    const { bound, reference, isOwner = false } = stepKinds[step.op]!;
    if (bound !== undefined) {
      const [before, through] = [main, stages];
      main = bound(() => new Reference(world, before, through), sourcesOf(before, through));
      stages = [];
    }
    const others = step.others.map((other, at) => prepare(other, nameOfOther(index, at))[0]);
    stages.push({ stage: reference(step), name: nameOfStep(step.op, index), others, isOwner });
  });
  const sources = sourcesOf(main, stages);
  return {
    [Symbol.iterator]: () => new Reference(world, main, stages),
    [Symbol.dispose]: () => runAll(sources.map((each) => () => each.close())),
  };
}

/** All sources, in the order in which they are closed. */
function sourcesOf(main: ReferenceSource, stages: readonly PlacedStage[]): ReferenceSource[] {
  return [...stages.toReversed().flatMap(({ others }) => others), main];
}

/** What happens to a container while it is read. */
function growing({ grow }: SourceKind, raw: unknown, world: World): PlacedStage[] {
  if (grow === undefined) return [];
  const callback = world.callback("grow", (value, index: number) => grow(raw, value, index));
  return [{
    *stage(input) {
      let index = 0;
      for (const value of input) {
        callback(value, index++);
        yield value;
      }
    },
    name: "grow",
    others: [],
  }];
}

function drive({ driver: { name, n, m } }: Pipeline, world: World, items: Sequence): unknown {
  const loop = referenceLoops[name];
  return loop === undefined
    ? terminalKinds[name]!.reference(items, { world, n, m, options: [] })
    : loop(items, { world, n, m });
}

/** The name of an operator in logs and stories. */
export function nameOfStep(op: string, index: number): string {
  return `${op}${index + 1}`;
}

/** The name of a further source. */
export function nameOfOther(step: number, at: number): string {
  return `other${step + 1}${"ab"[at]}`;
}
