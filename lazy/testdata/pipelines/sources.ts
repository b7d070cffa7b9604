import { asyncSeq } from "../../async_seq.ts";
import { range } from "../../range.ts";
import { seq } from "../../seq.ts";
import { fetchedPages, pagesProbe } from "./paged.ts";
import * as probes from "./probes.ts";
import type { ProbeOptions } from "./probes.ts";
import { Reference } from "./reference.ts";
import { ReferenceSource } from "./reference_source.ts";
import { code } from "./show.ts";
import type { World } from "./world.ts";

/** A kind of source: what the engine is given, and what the reference reads. */
export interface SourceKind {
  /** Whether only async sequences can read it. */
  readonly isAsync?: boolean;
  readonly isOneShot?: boolean;
  /** Whether only `seq()` and `asyncSeq()` take it. */
  readonly isMain?: boolean;
  /** Whether a sequence is made over it, although it is one. */
  readonly isWrapped?: boolean;
  /** What is passed to `seq()`, `asyncSeq()` or an operator that reads further sources. */
  raw(world: World, options: ProbeOptions): unknown;
  /** What is done to `raw` for each item that is handed over, if anything. */
  grow?(raw: unknown, value: unknown, index: number): unknown;
  /** What one pass of the reference reads; by default, what a pass over `raw` reads. */
  open?(world: World, options: ProbeOptions): Iterator<unknown>;
}

class Numbers extends Array<unknown> {}

const odd = [-0, NaN, undefined, null, "", "ab", 0.5, 2 ** 40];

/** Mixes what is easily taken for something else into the items. */
const spiced = ({ items }: ProbeOptions) =>
  items.map((item) => Number(item) > 12 ? odd[Number(item) - 13] : item);

const text = ({ items }: ProbeOptions) => items.map((item) => "abé😀z"[Number(item) % 6]).join("");

const addOne = (value: unknown, _index: number) => code(value) + 1;

/** Marks what is read by a sync run, which refuses to be closed from its own callback. */
const inside = (options: ProbeOptions): ProbeOptions => ({ ...options, name: `${options.name}~` });

/** A sequence that maps what it reads, as the reference sees it. */
function mapped(world: World, options: ProbeOptions): Reference {
  const callback = world.callback(`${options.name}.map`, addOne);
  const open = () => probes.iterable(world, options)[Symbol.iterator]();
  return new Reference(world, new ReferenceSource(open, false), [{
    *stage(input) {
      let index = 0;
      for (const value of input) yield callback(value, index++);
    },
    name: "map",
    others: [],
  }]);
}

/** The kinds of sources that any sequence can read. */
const syncKinds: Record<string, SourceKind> = {
  array: { raw: (_world, options) => spiced(options) },
  holes: {
    raw: (_world, { items }) => items.reduce<unknown[]>((a, n, i) => (a[i * 2] = n, a), []),
  },
  typedArray: { raw: (_world, { items }) => Float64Array.from(items as number[]) },
  set: { raw: (_world, options) => new Set(spiced(options)) },
  map: { raw: (_world, { items }) => new Map(items.map((item, index) => [item, index])) },
  entries: { isOneShot: true, raw: (_world, { items }) => items.entries() },
  string: { isMain: true, raw: (_world, options) => text(options) },
  stringFactory: { raw: (_world, options) => () => text(options) },
  range: { raw: (_world, { items }) => range(2, 2 + items.length) },
  rangeDown: { raw: (_world, { items }) => range(items.length / 2, 0, -0.5) },
  endless: { raw: (_world, { items }) => range(items.length, Infinity).take(12) },
  subclass: { raw: (_world, { items }) => Numbers.from(items) },
  patched: {
    raw: (world, options) =>
      Object.assign(
        [...options.items],
        probes.iterable(world, { ...options, items: spiced(options) }),
      ),
  },
  growingArray: {
    raw: (_world, { items }) => [...items],
    grow(raw, _value, index) {
      const array = raw as unknown[];
      if (index % 2 === 0 && array.length < 9) array.push(index);
    },
  },
  shrinkingArray: {
    raw: (_world, { items }) => [...items],
    grow(raw, _value, index) {
      if (index === 2) (raw as unknown[]).splice(4);
    },
  },
  growingSet: {
    raw: (_world, { items }) => new Set(items),
    grow(raw, value, index) {
      const set = raw as Set<unknown>;
      if (index % 2 === 0 && set.size < 9) set.add(`${value}`);
    },
  },
  iterable: { raw: probes.iterable },
  unclosable: {
    raw: (world, options) => probes.iterable(world, { ...options, isClosable: false }),
  },
  factory: {
    raw: (world, options) => () => {
      world.open(options.name, options.isClosable);
      return probes.probe(world, options);
    },
  },
  broken: {
    raw: (world, options) => () => probes.brokenProbe(world, options),
    open: probes.throwingProbe,
  },
  generator: { raw: (world, options) => () => probes.generator(world, options) },
  generatorObject: { isOneShot: true, raw: probes.generator },
  iterator: { isOneShot: true, raw: probes.probe },
  iterableIterator: {
    isOneShot: true,
    raw: (world, options) =>
      Object.assign(Object.create(Iterator.prototype), probes.probe(world, options)),
  },
  seq: {
    isWrapped: true,
    raw: (world, options) =>
      seq(probes.iterable(world, inside(options)))
        .map(world.syncCallback(`${inside(options).name}.map`, addOne)),
    open: (world, options) => mapped(world, inside(options)),
  },
};

const asyncKinds: Record<string, SourceKind> = {
  asyncIterable: { raw: probes.asyncIterable, open: openIterable },
  asyncUnclosable: {
    raw: (world, options) => probes.asyncIterable(world, { ...options, isClosable: false }),
    open: (world, options) => openIterable(world, { ...options, isClosable: false }),
  },
  asyncIterator: { isOneShot: true, raw: probes.asyncProbe, open: probes.probe },
  asyncGenerator: {
    raw: (world, options) => () => probes.asyncGenerator(world, options),
    open: probes.generator,
  },
  stream: {
    raw: (world, options) => () => {
      world.open(options.name, options.isClosable);
      return probes.stream(world, options);
    },
    open: openIterable,
  },
  oneStream: { isOneShot: true, raw: probes.stream, open: probes.probe },
  promises: {
    raw: (world, { items }) => items.map((item) => world.later(() => item)),
    open: (_world, { items }) => items.values(),
  },
  iteratorOfPromises: { isOneShot: true, raw: probes.probeOfPromises, open: probes.probe },
  fromPages: { raw: fetchedPages, open: pagesProbe },
  asyncSeq: {
    isWrapped: true,
    raw: (world, options) =>
      asyncSeq(probes.asyncIterable(world, options)).map(
        world.callback(`${options.name}.map`, addOne),
      ),
    open: mapped,
  },
  toAsync: {
    raw: (world, options) =>
      seq(probes.iterable(world, inside(options)))
        .map(world.syncCallback(`${inside(options).name}.map`, addOne)).toAsync(),
    open: (world, options) => mapped(world, inside(options)),
  },
};

function openIterable(world: World, options: ProbeOptions): Iterator<unknown> {
  return probes.iterable(world, options)[Symbol.iterator]();
}

/** Every kind of source by name. */
export const sourceKinds: Readonly<Record<string, SourceKind>> = {
  ...syncKinds,
  ...Object.fromEntries(
    Object.entries(asyncKinds).map(([name, kind]) => [name, { ...kind, isAsync: true }]),
  ),
};

/** What the reference reads of a kind of source; made once per world, as the raw one is. */
export function referenceSource(
  world: World,
  kind: SourceKind,
  options: ProbeOptions,
  raw: unknown,
): ReferenceSource {
  const open = kind.open === undefined ? () => openPlain(raw) : () => kind.open!(world, options);
  return new ReferenceSource(open, kind.isOneShot === true);
}

/** Opens a factory, an iterable or an iterator. */
function openPlain(raw: unknown): Iterator<unknown> {
  const opened = typeof raw === "function" ? raw() : raw;
  return Symbol.iterator in Object(opened) ? opened[Symbol.iterator]() : opened;
}
