import type { AsyncSeq } from "../../async_seq.ts";
import type { Seq } from "../../seq.ts";
import type { Difference } from "./compare.ts";
import type { Pipeline } from "./pipeline.ts";
import { build } from "./run_engine.ts";
import { runReference } from "./run_reference.ts";
import { show } from "./show.ts";
import { sourceKinds } from "./sources.ts";
import { stepKinds } from "./steps/steps.ts";
import { callMethod } from "./steps/step.ts";
import { World } from "./world.ts";

interface Paged {
  readonly items: readonly unknown[];
  readonly cursor: string | null;
}

const NO_FAULTS = { failAt: [], isCompareFailing: false };

/** Whether a pipeline gives the same items in every run, as it must to go on after a cursor. */
export function isRepeatable({ source, steps }: Pipeline): boolean {
  const others = steps.flatMap((step) => step.others);
  return [source, ...others].every(({ kind }) =>
    kind !== "broken" && !sourceKinds[kind]!.isOneShot
  ) &&
    sourceKinds[source.kind]!.grow === undefined &&
    steps.every(({ op }) => !stepKinds[op]!.isShared);
}

/** Reads a sync pipeline page by page, each with the cursor of the one before. */
export function compareResumed(pipeline: Pipeline): Difference | undefined {
  const size = pipeline.driver.n + 1;
  const expected = expectedRests(pipeline, size);
  if (expected === undefined) return undefined;
  const sequence = build(pipeline, new World(NO_FAULTS));
  const observed: string[] = [];
  let after: string | undefined;
  do {
    const pages = callMethod(sequence, "pages", size, { after }) as Seq<Paged>;
    observed.push(show(pages.toArray().map(({ items }) => items)));
    after = copy(pages.first())?.cursor ?? undefined;
  } while (after !== undefined);
  return difference(expected, observed);
}

/** The same with an async pipeline. */
export async function compareResumedAsync(pipeline: Pipeline): Promise<Difference | undefined> {
  const size = pipeline.driver.n + 1;
  const expected = expectedRests(pipeline, size);
  if (expected === undefined) return undefined;
  const sequence = build(pipeline, new World(NO_FAULTS, pipeline.delays));
  const observed: string[] = [];
  let after: string | undefined;
  do {
    const pages = callMethod(sequence, "pages", size, { after }) as AsyncSeq<Paged>;
    observed.push(show((await pages.toArray()).map(({ items }) => items)));
    after = copy(await pages.first())?.cursor ?? undefined;
  } while (after !== undefined);
  return difference(expected, observed);
}

/** As after a journey to a client and back. */
function copy(page: Paged | undefined): Paged | undefined {
  return page === undefined
    ? undefined
    : { items: [], cursor: JSON.parse(JSON.stringify(page)).cursor };
}

/** What must come after every page: all that is left, in the same pages. Nothing if a run fails. */
function expectedRests(pipeline: Pipeline, size: number): string[] | undefined {
  const once = { ...pipeline, runs: 1, faults: NO_FAULTS, driver: TO_ARRAY };
  const items = runReference(once).results[0] as unknown[] | undefined;
  const pages: unknown[][] = [];
  items?.forEach((item, index) => {
    if (index % size === 0) pages.push([]);
    pages.at(-1)!.push(item);
  });
  if (items?.length === 0) return [show([])];
  return items && pages.map((_, index) => show(pages.slice(index)));
}

function difference(
  expected: readonly string[],
  observed: readonly string[],
): Difference | undefined {
  const isSame = expected.length === observed.length &&
    expected.every((rest, index) => rest === observed[index]);
  return isSame ? undefined : { expected, observed };
}

const TO_ARRAY = { name: "toArray", n: 0, m: 0 };
