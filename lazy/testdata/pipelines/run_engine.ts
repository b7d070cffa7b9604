import { AsyncSeq, asyncSeq } from "../../async_seq.ts";
import { compile } from "../../compile.ts";
import { Seq, seq } from "../../seq.ts";
import { asyncLoops } from "./async_loops.ts";
import { loops } from "./loops.ts";
import type { Pipeline } from "./pipeline.ts";
import { nameOfOther, nameOfStep } from "./run_reference.ts";
import { show } from "./show.ts";
import { sourceKinds } from "./sources.ts";
import { stepKinds } from "./steps/steps.ts";
import { terminalKinds } from "./terminals/terminals.ts";
import { World } from "./world.ts";

/** Runs a pipeline on the sync engine. */
export function runEngine(pipeline: Pipeline): World {
  const world = new World(pipeline.faults);
  const sequence = build(pipeline, world);
  for (let run = 0; run < pipeline.runs; run++) {
    try {
      world.note(`= ${show(drive(pipeline, world, sequence))}`);
    } catch (error) {
      world.note(`threw ${world.nameOf(error)}`);
    }
  }
  return world;
}

/** Runs a pipeline on the async engine, until nothing is under way any more. */
export async function runAsyncEngine(pipeline: Pipeline): Promise<World> {
  const world = new World(pipeline.faults, pipeline.delays);
  const sequence = build(pipeline, world);
  for (let run = 0; run < pipeline.runs; run++) {
    try {
      world.note(`= ${show(await driveAsync(pipeline, world, sequence))}`);
    } catch (error) {
      world.note(`threw ${world.nameOf(error)}`);
    }
  }
  await new Promise((resolve) => setImmediate(resolve));
  return world;
}

/** Builds a pipeline from what a world brings. */
export function build(pipeline: Pipeline, world: World): Seq<unknown> {
  const { source, steps, isAsync, compiled } = pipeline;
  const kind = sourceKinds[source.kind]!;
  const raw = kind.raw(world, { name: "source", items: source.items });
  const { grow } = kind;
  const grown = (sequence: Seq<unknown>) =>
    grow === undefined
      ? sequence
      : sequence.tap(world.callback("grow", (value, index) => grow(raw, value, index)));
  if (compiled === undefined) {
    const sequence = grown(begin(raw, kind.isWrapped === true, isAsync));
    return append(pipeline, world, sequence, 0, steps.length);
  }
  const bound = steps.findIndex(({ op }) => stepKinds[op]!.bound !== undefined);
  const end = Math.min(compiled, bound === -1 ? steps.length : bound);
  const define = (sequence: Seq<unknown>) => append(pipeline, world, grown(sequence), 0, end);
  return append(pipeline, world, compile(define)(raw as never), end, steps.length);
}

/** Appends some of the steps. */
function append(
  { steps, isAsync }: Pipeline,
  world: World,
  sequence: Seq<unknown>,
  start: number,
  end: number,
): Seq<unknown> {
  for (let index = start; index < end; index++) {
    const recipe = steps[index]!;
    sequence = stepKinds[recipe.op]!.apply(sequence, recipe, {
      world,
      name: nameOfStep(recipe.op, index),
      others: recipe.others.map(({ kind, items }, at) =>
        sourceKinds[kind]!.raw(world, { name: nameOfOther(index, at), items })
      ),
      isAsync,
    });
  }
  return sequence;
}

function begin(raw: unknown, isWrapped: boolean, isAsync: boolean): Seq<unknown> {
  if (isAsync) {
    const isReady = raw instanceof AsyncSeq && !isWrapped;
    return (isReady ? raw : asyncSeq(raw as never)) as never;
  }
  return raw instanceof Seq && !isWrapped ? raw : seq(raw as never);
}

function drive(
  { driver: { name, n, m } }: Pipeline,
  world: World,
  sequence: Seq<unknown>,
): unknown {
  const loop = loops[name];
  return loop === undefined
    ? terminalKinds[name]!.run(sequence, { world, n, m, options: [] })
    : loop(sequence, { world, n, m });
}

async function driveAsync(
  { driver: { name, n, m }, faults }: Pipeline,
  world: World,
  sequence: Seq<unknown>,
): Promise<unknown> {
  const loop = asyncLoops[name];
  if (loop !== undefined) return await loop(sequence as never, { world, n, m });
  const controller = new AbortController();
  world.abort = () => controller.abort(world.reason);
  const options = faults.abortAt === undefined ? [] : [{ signal: controller.signal }];
  return await terminalKinds[name]!.run(sequence, { world, n, m, options });
}
