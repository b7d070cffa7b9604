import { asyncSeq } from "../../../async_seq.ts";
import { seq } from "../../../seq.ts";
import type { Tools } from "../reference.ts";
import { Reference } from "../reference.ts";
import { ReferenceSource } from "../reference_source.ts";
import * as probes from "../probes.ts";
import type { ProbeOptions } from "../probes.ts";
import { code } from "../show.ts";
import type { World } from "../world.ts";
import type { Place, StepRecipe } from "./step.ts";

/** What a callback of `flatMap()` may return, in a sync and in an async run. */
const kinds = ["array", "iterable", "iterator", "set", "generator", "seq", "typedArray"] as const;

interface Inner {
  readonly kind: typeof kinds[number];
  readonly options: ProbeOptions;
}

/** Which items, in what: the reference and the engine are told the same. */
function innerOf({ n, m }: StepRecipe, name: string, value: unknown, index: number): Inner {
  const length = (code(value) + n) % 4;
  const kind = kinds[(m < 4 ? m : index + n) % kinds.length]!;
  return {
    kind,
    options: {
      name: `${name}[${index}]${kind === "seq" ? "~" : ""}`,
      items: Array.from({ length }, (_, at) => code(value) % 5 + at),
    },
  };
}

const double = (value: unknown, _index: number) => code(value) * 2;

/** What the engine's callback returns. */
export function innerIterable(
  recipe: StepRecipe,
  { world, name, isAsync }: Place,
  value: unknown,
  index: number,
): Iterable<unknown> {
  const { kind, options } = innerOf(recipe, name, value, index);
  const isPending = isAsync && recipe.n % 2 === 1;
  const mapName = `${options.name}.map`;
  switch (kind) {
    case "array":
      return [...options.items];
    case "set":
      return new Set(options.items);
    case "typedArray":
      return Int32Array.from(options.items as number[]);
    case "iterable":
      return (isPending ? probes.asyncIterable : probes.iterable)(world, options) as never;
    case "iterator":
      return (isPending ? probes.asyncProbe : probes.probe)(world, options) as never;
    case "generator":
      return (isPending ? probes.asyncGenerator : probes.generator)(world, options) as never;
  }
  return isPending
    ? asyncSeq(probes.asyncIterable(world, options)).map(world.callback(mapName, double))
      .take(2) as never
    : seq(probes.iterable(world, options)).map(world.syncCallback(mapName, double)).take(2);
}

/** What the reference reads in its place. */
export function innerReference(
  recipe: StepRecipe,
  { world, name }: Tools,
  value: unknown,
  index: number,
): ReferenceSource {
  const { kind, options } = innerOf(recipe, name, value, index);
  return new ReferenceSource(() => {
    switch (kind) {
      case "iterable":
        return probes.iterable(world, options)[Symbol.iterator]();
      case "iterator":
        return probes.probe(world, options);
      case "generator":
        return probes.generator(world, options);
      case "seq":
        return nested(world, options);
    }
    return new Set(options.items).values();
  }, false);
}

/** A sequence inside: its own run, with its own list of what is open. */
function nested(world: World, options: ProbeOptions): Reference {
  const open = () => probes.iterable(world, options)[Symbol.iterator]();
  const callback = world.syncCallback(`${options.name}.map`, double);
  return new Reference(world, new ReferenceSource(open, false), [{
    *stage(input, tools) {
      let index = 0;
      for (const value of input) {
        const mapped = callback(value, index++);
        if (index === 2) tools.closeUpstream();
        yield mapped;
        if (index === 2) return;
      }
    },
    name: "map",
    others: [],
  }]);
}
