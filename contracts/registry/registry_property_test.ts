import assert from "node:assert/strict";
import fc from "fast-check";
import { Registry, type RegistryEntry } from "../mod.ts";
import { compareVersions, compileRange, parseVersion } from "./version_range.ts";

const CLASSES = ["A", "B", "C", "D"].map((name) => ({ [name]: class {} })[name]!);
const NAMES = ["m", "n"];
const VERSIONS = [undefined, "1.0.0", "1.2.0", "2.0.0-beta"];
const RANGES = [undefined, "*", "^1", ">=1.1", "2.0.0-beta"];
const CAPABILITIES = [[], ["x"], ["x", "y"], ["y", "z"]];

/** An entry of the model; `removed` entries are kept, so that handles can be disposed again. */
interface Added {
  readonly class: new () => object;
  readonly name: string;
  readonly version: string | undefined;
  readonly capabilities: readonly string[];
  readonly lazy: boolean;
  place: number;
}

/** A registry as one list: everything is worked out anew at each question. */
class Model {
  readonly parent: Model | undefined;
  entries: Added[] = [];
  isDisposed = false;

  constructor(parent?: Model) {
    this.parent = parent;
  }

  top(of: Added): Added | undefined {
    return this.entries.findLast((each) => each.name === of.name && each.version === of.version);
  }

  /** What is seen, the nearest first and then in the order of preference. */
  seen(): Added[] {
    if (this.isDisposed) return [];
    const own = this.entries.filter((each) => this.top(each) === each)
      .sort((a, b) => a.place - b.place);
    const behind = this.parent?.seen().filter((each) => this.top(each) === undefined) ?? [];
    return [...own, ...behind].sort((a, b) => compareVersions(parse(b.version), parse(a.version)));
  }

  find(name?: string, version?: string, capabilities: readonly string[] = []): Added[] {
    const fits = compileRange(version ?? "*");
    return this.seen().filter((each) =>
      (name === undefined || each.name === name) &&
      (version === undefined || fits(each.version)) &&
      capabilities.every((capability) => each.capabilities.includes(capability))
    );
  }
}

function parse(version: string | undefined) {
  return version === undefined ? undefined : parseVersion(version);
}

/** Registries beside their models, and the handles of what was added. */
class Run {
  readonly pairs: { readonly registry: Registry; readonly model: Model }[] = [];
  readonly handles: { readonly handle: Disposable; readonly undo: () => void }[] = [];
  readonly heard = new Map<Registry, Set<RegistryEntry>>();
  #place = 0;

  pair(index: number) {
    return this.pairs[index % this.pairs.length]!;
  }

  open(registry: Registry, model: Model, isHeard: boolean): void {
    this.pairs.push({ registry, model });
    if (!isHeard) return;
    const seen = new Set<RegistryEntry>();
    this.heard.set(registry, seen);
    registry.onRegister(({ type, entry }) => {
      assert.equal(seen.has(entry), type === "removed");
      if (type === "added") seen.add(entry);
      else seen.delete(entry);
    }, { replay: true });
  }

  add(
    index: number,
    fields: Omit<Added, "place">,
    onDuplicate: "throw" | "replace" | "keep",
  ): void {
    const { registry, model } = this.pair(index);
    if (model.isDisposed) return;
    const added: Added = { ...fields, place: this.#place++ };
    const { name, version, capabilities } = added;
    const common = { contract: "c", name, capabilities, ...version !== undefined && { version } };
    const add = () =>
      added.lazy
        ? registry.addLazy({ ...common, load: () => Promise.resolve() }, { onDuplicate })
        : registry.add({ ...common, class: added.class }, { onDuplicate });
    const taken = model.top(added);
    const isSame = taken !== undefined && !taken.lazy && !added.lazy && taken.class === added.class;
    const isGivingWay = taken !== undefined && taken.lazy && !added.lazy;
    const isRefused = taken !== undefined && !isSame && taken.lazy === added.lazy &&
      onDuplicate === "throw";
    if (isRefused) {
      assert.throws(add, { reason: "duplicate" });
      return;
    }
    const handle = add();
    if (taken !== undefined && (isSame || !isGivingWay && onDuplicate !== "replace")) {
      this.handles.push({ handle, undo: () => {} });
      return;
    }
    if (taken !== undefined) added.place = taken.place;
    model.entries.push(added);
    const undo = () => void (model.entries = model.entries.filter((each) => each !== added));
    this.handles.push({ handle, undo });
  }

  check(): void {
    for (const { registry, model } of this.pairs) {
      if (model.isDisposed) {
        assert.deepEqual([registry.stats().classes, registry.stats().lazy], [0, 0]);
        continue;
      }
      assert.deepEqual([...registry].map(show), model.seen().map(show));
      const heard = this.heard.get(registry);
      if (heard !== undefined) assert.deepEqual(new Set(registry), heard);
      assert.equal(registry.stats().listenerErrors, 0);
      for (const name of [undefined, ...NAMES]) {
        for (const version of RANGES) {
          for (const capability of [undefined, ...CAPABILITIES, "x"]) {
            this.#checkLookup(registry, model.find(name, version, [capability ?? []].flat()), {
              ...name !== undefined && { name },
              ...version !== undefined && { version },
              ...capability !== undefined && { capability },
            });
          }
        }
      }
    }
  }

  #checkLookup(registry: Registry, expected: Added[], query: object): void {
    const loaded = expected.filter(({ lazy }) => !lazy).map((each) => each.class);
    assert.deepEqual(registry.find("c", query), loaded);
    assert.equal(registry.has("c", query), expected.length > 0);
    const [best] = expected;
    if (best !== undefined && !best.lazy) assert.equal(registry.get("c", query), best.class);
    else {
      const reason = best === undefined ? "missing" : "unloaded";
      assert.throws(() => registry.get("c", query), { reason });
    }
  }
}

function show(entry: RegistryEntry | Added): string {
  const { name, version, capabilities } = entry;
  const isLoaded = "lazy" in entry ? !entry.lazy : entry.loaded;
  return `${isLoaded ? entry.class?.name : "lazy"} ${name}@${version} ${capabilities}`;
}

const index = fc.nat({ max: 20 });
const fields = fc.record({
  class: fc.constantFrom(...CLASSES),
  name: fc.constantFrom(...NAMES),
  version: fc.constantFrom(...VERSIONS),
  capabilities: fc.constantFrom(...CAPABILITIES),
  lazy: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});
const onDuplicate = fc.constantFrom("throw", "replace", "replace", "keep");
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant("add" as const), index, fields, onDuplicate) },
  { weight: 4, arbitrary: fc.tuple(fc.constant("undo" as const), index) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("fork" as const), index, fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("dispose" as const), index) },
);

Deno.test("Registry does what a list does, with forks, replacements and disposal", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, isHeard) => {
      const run = new Run();
      run.open(new Registry(), new Model(), isHeard);
      for (const each of steps) {
        if (each[0] === "add") run.add(each[1], each[2], each[3]);
        else if (each[0] === "undo") {
          const undone = run.handles[each[1] % run.handles.length];
          undone?.handle[Symbol.dispose]();
          undone?.undo();
        } else {
          const { registry, model } = run.pair(each[1]);
          if (model.isDisposed) continue;
          if (each[0] === "fork") run.open(registry.fork(), new Model(model), each[2]);
          else if (model.parent !== undefined) {
            registry[Symbol.dispose]();
            model.isDisposed = true;
            model.entries = [];
            assert.equal(run.heard.get(registry)?.size ?? 0, 0);
          }
        }
        run.check();
      }
    }),
    { seed: 1, numRuns: 120 },
  );
});
