import { checkFunction, checkKeys } from "../../_internal/check_option.ts";
import { checkMode, type Mode, ModeSwitch, type ViolationListener } from "../plan/mode.ts";
import { captureSite } from "../report/call_site.ts";
import { discoverModules, type DiscoverOptions } from "./discover.ts";
import type { Discovery } from "./discovery.ts";
import { LazyClass } from "./lazy_class.ts";
import { checkOnDuplicate, isReplacing, type OnDuplicate } from "./on_duplicate.ts";
import { Overlay } from "./overlay.ts";
import {
  type LazyAddition,
  type RegistryAddition,
  toClassEntry,
  toLazyEntry,
  toLoadedEntry,
} from "./registry_addition.ts";
import type { Constructor, RegistryEntry } from "./registry_entry.ts";
import type { RegistryListener } from "./registry_feed.ts";
import { disposedError, missError, unloadedError } from "./registry_messages.ts";
import { checkQuery, checkQueryFully, type RegistryQuery } from "./registry_query.ts";
import type { Item } from "./shelf_item.ts";
import { untilAborted } from "./until_aborted.ts";

export type { RegistryQuery } from "./registry_query.ts";

/** Options of {@linkcode Registry}. */
export interface RegistryOptions {
  /**
   * What happens when a name and version of a contract are registered a second time.
   *
   * @default {"throw", and in a fork what its parent has}
   */
  readonly onDuplicate?: OnDuplicate;
  /**
   * How much is done about what is broken, where a contract does not say.
   *
   * @default {"enforce", and in a fork what its parent has}
   */
  readonly mode?: Mode;
  /**
   * Hears of what is broken while the mode is `report`.
   *
   * @default {a warning on the console, and in a fork what its parent has}
   */
  readonly onViolation?: ViolationListener;
}

/** Options of {@linkcode Registry.add}. */
export interface AddOptions {
  /** What happens if the name and version are taken. @default {what the registry has} */
  readonly onDuplicate?: OnDuplicate;
}

/** Options of {@linkcode Registry.onRegister}. */
export interface OnRegisterOptions {
  /** Whether the listener hears of what stands already, as if it was being added. @default {false} */
  readonly replay?: boolean;
}

/** Options of {@linkcode Registry.load}. */
export interface LoadOptions {
  /** Stops the waiting; what is being loaded goes on being loaded. @default {undefined} */
  readonly signal?: AbortSignal;
}

/** What is seen in a registry at one moment. */
export interface RegistryStats {
  /** Number of contracts with at least one entry. */
  readonly contracts: number;
  /** Number of registered classes. */
  readonly classes: number;
  /** Number of entries whose module is not loaded. */
  readonly lazy: number;
  /** Number of listeners, with those of the forks. */
  readonly listeners: number;
  /** Number of errors that listeners of this registry threw. */
  readonly listenerErrors: number;
}

const ALL: RegistryQuery = Object.freeze({});

/**
 * Knows which classes implement which contracts. Each contract fills one of its own unless it is
 * given another; a lookup is by index, whatever the number of classes.
 *
 * @example Two contracts share a registry
 * ```ts
 * import { contract, Registry } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * interface Task {
 *   run(): void;
 * }
 * const registry = new Registry();
 * const Task = contract<Task>("app.Task", { registry, members: { run: { params: [] } } });
 *
 * class Report {
 *   static { Task.implement(this, { version: "1.2.0", capabilities: ["nightly"] }); }
 *   run() {}
 * }
 *
 * assert.equal(registry.get("app.Task", { version: "^1.1", capability: "nightly" }), Report);
 * assert.deepEqual([...registry].map((entry) => entry.name), ["Report"]);
 * ```
 *
 * @example A test puts a class of its own in the place of another
 * ```ts
 * import { Registry } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * class Mailer {}
 * class FakeMailer {}
 * const registry = new Registry();
 * registry.add({ contract: "app.Mailer", class: Mailer, name: "mailer" });
 * {
 *   using fork = registry.fork();
 *   fork.add({ contract: "app.Mailer", class: FakeMailer, name: "mailer" });
 *   assert.equal(fork.get("app.Mailer"), FakeMailer);
 *   assert.equal(registry.get("app.Mailer"), Mailer);
 * }
 * ```
 */
export class Registry implements Iterable<RegistryEntry>, Disposable {
  readonly #onDuplicate: OnDuplicate;
  #overlay = new Overlay();
  #modes: ModeSwitch;

  /**
   * Creates an empty registry.
   *
   * @throws {TypeError} If an option is not known.
   */
  constructor(options: RegistryOptions = {}) {
    const action = "create a registry";
    checkKeys(action, options, ["onDuplicate", "mode", "onViolation"]);
    const { onDuplicate = "throw", mode, onViolation } = options;
    if (onViolation !== undefined) checkFunction(action, "onViolation", onViolation);
    this.#onDuplicate = checkOnDuplicate(action, onDuplicate);
    this.#modes = new ModeSwitch(checkMode(action, mode), onViolation);
  }

  /** How much is done about what is broken, where a contract does not say. */
  get mode(): Mode {
    return this.#modes.of();
  }

  /**
   * Sets how much is done about what is broken, at once and for all contracts of this registry that
   * have no mode of their own.
   *
   * @returns A handle that puts back what was set before.
   * @throws {TypeError} If there is no such mode.
   */
  setMode(mode: Mode): Disposable {
    return this.#modes.set(checkMode("set the mode of a registry", mode));
  }

  /** The switch that contracts of this registry follow; for this package alone. */
  static modes(registry: Registry): ModeSwitch {
    return registry.#modes;
  }

  /**
   * Registers a class. Adding the same class under the same name and version again changes nothing.
   *
   * @returns A handle that removes the class when it is disposed. What the class has replaced comes
   * back then, unless it was removed itself: of what was added under a name and version, the last
   * that is not removed is seen. The last 32 are kept.
   * @throws {RegistryError} If the name and version are taken by another class.
   * @throws {TypeError} If a property is missing or of the wrong type.
   */
  add(addition: RegistryAddition, options: AddOptions = {}): Disposable {
    const entry = toClassEntry(addition, addition?.site ?? captureSite(this.add));
    const item = this.#put(entry, options, undefined);
    return handle(() => item !== undefined && this.#overlay.remove(item));
  }

  /**
   * Registers a class without loading its module: lookups see it, {@linkcode Registry.load} loads
   * it. It gives way to a class that registers itself under its name and version, or upon being
   * loaded under its name if it has no version. Where such a class stands already nothing is added,
   * unless `onDuplicate` is `replace`.
   *
   * @example Handlers that are loaded when they are needed
   * ```ts
   * import { Registry } from "@weir/std/contracts";
   * import assert from "node:assert/strict";
   *
   * const registry = new Registry();
   * registry.addLazy({
   *   contract: "app.Handler",
   *   name: "push",
   *   capabilities: ["push"],
   *   load: () => import("data:text/javascript,export class Push {}"),
   * });
   * assert.throws(() => registry.get("app.Handler"), { reason: "unloaded" });
   * const Push = await registry.load("app.Handler", { capability: "push" });
   * assert.equal(registry.get("app.Handler"), Push);
   * ```
   *
   * @returns A handle that removes the entry, and the class that was put in its place when it was
   * loaded; a class that registered itself stays.
   * @throws {RegistryError} If the name and version are taken by another lazy entry.
   * @throws {TypeError} If a property is missing or of the wrong type.
   */
  addLazy(addition: LazyAddition, options: AddOptions = {}): Disposable {
    const overlay = this.#overlay;
    const entry = toLazyEntry(addition, captureSite(this.addLazy));
    let item: Item | undefined;
    const settle = (constructor: Constructor | undefined) => {
      const lazy = item!;
      if (constructor !== undefined) item = overlay.swap(lazy, toLoadedEntry(entry, constructor));
      else overlay.remove(lazy);
      return item !== undefined;
    };
    const lazy = new LazyClass(entry, addition.load, overlay, settle);
    item = this.#put(entry, options, () => lazy.load());
    return handle(() => item !== undefined && overlay.remove(item));
  }

  /**
   * Returns the class that fits best: the highest version, and of equal versions the one that was
   * registered first; in a fork its own before those of its parent.
   *
   * @throws {RegistryError} If none fits, with what is registered, or if what fits best is not
   * loaded.
   * @throws {SyntaxError} If `version` is not a range.
   * @throws {TypeError} If a condition does not exist.
   */
  get(contract: string, query: RegistryQuery = ALL): Constructor {
    const item = this.#best(contract, query);
    if (item.class !== undefined) return item.class;
    throw unloadedError(contract, query, item.entry);
  }

  /**
   * Tells whether something fits, loaded or not.
   *
   * @throws {SyntaxError} If `version` is not a range.
   * @throws {TypeError} If a condition does not exist.
   */
  has(contract: string, query: RegistryQuery = ALL): boolean {
    this.#checkLookup(contract, query);
    return this.#overlay.best(contract, query) !== undefined;
  }

  /**
   * Returns every class that fits, best first as in {@linkcode Registry.get}; none is not an error.
   * What is not loaded is left out.
   *
   * @throws {SyntaxError} If `version` is not a range.
   * @throws {TypeError} If a condition does not exist.
   */
  find(contract: string, query: RegistryQuery = ALL): Constructor[] {
    this.#checkLookup(contract, query);
    return this.#overlay.select(contract, query).map((item) => item.class)
      .filter((each) => each !== undefined);
  }

  /**
   * Returns the class that fits best, and loads it before if need be: once, however many ask.
   *
   * @throws {RegistryError} If none fits; if its module fails, with the `cause`, and the next call
   * tries again; or if the module brings another class than was promised.
   * @throws {SyntaxError} If `version` is not a range.
   * @throws {TypeError} If a condition or an option does not exist.
   */
  async load(
    contract: string,
    query: RegistryQuery = ALL,
    options: LoadOptions = {},
  ): Promise<Constructor> {
    checkKeys("load a class", options, ["signal"]);
    const item = this.#best(contract, query);
    if (item.class !== undefined) return item.class;
    return await untilAborted(item.load!, options.signal);
  }

  /**
   * Calls a listener with every entry that comes into sight or goes out of it; what was added and
   * removed is what the registry yields. In a fork that are the entries of its parent too. A
   * listener is called when the change is done, and hears of what it changes itself after what came
   * before. An error that it throws changes nothing for others; it counts in
   * {@linkcode RegistryStats.listenerErrors}.
   *
   * @returns A handle that takes the listener away.
   * @throws {RegistryError} If the registry is disposed.
   * @throws {TypeError} If it is not a function, or an option is not known.
   */
  onRegister(listener: RegistryListener, options: OnRegisterOptions = {}): Disposable {
    const action = "listen to a registry";
    this.#assertOpen(action);
    checkFunction(action, "listener", listener);
    checkKeys(action, options, ["replay"]);
    return this.#overlay.feed.listen(listener, options.replay === true ? this : []);
  }

  /**
   * Creates a registry in front of this one: it sees what stands here and will stand here, and hides
   * what is added to it under the same contract, name and version. Additions and removals touch the
   * fork alone. Dispose it in the end; it can no longer be used then.
   *
   * @throws {RegistryError} If the registry is disposed.
   * @throws {TypeError} If an option is not known.
   */
  fork(options: RegistryOptions = {}): Registry {
    this.#assertOpen("fork a registry");
    const fork = new Registry({ onDuplicate: this.#onDuplicate, ...options });
    fork.#overlay = new Overlay(this.#overlay);
    fork.#modes = new ModeSwitch(options.mode, options.onViolation, this.#modes);
    return fork;
  }

  /**
   * Imports modules, and tells which entries each has brought and which have failed; one that fails
   * does not stop the others, and what it had registered before is removed again.
   *
   * @example A folder of plugins, one of which is broken
   * ```ts
   * import { Registry } from "@weir/std/contracts";
   * import assert from "node:assert/strict";
   *
   * const registry = new Registry();
   * const { found, failed } = await registry.discover([
   *   "data:text/javascript,export class Push {}",
   *   "data:text/javascript,throw new Error('broken')",
   * ], {
   *   onModule: ({ Push }) => void registry.add({ contract: "app.Handler", class: Push as never }),
   * });
   * assert.deepEqual(found[0]?.entries.map((entry) => entry.name), ["Push"]);
   * assert.match(String(failed[0]?.error), /broken/);
   * ```
   *
   * @param urls Absolute addresses: `new URL("./push.ts", import.meta.url)`, or what
   * `import.meta.resolve()` returns.
   * @throws {TypeError} If an address is not absolute, or an option is not known; nothing is
   * imported then.
   * @throws {RegistryError} If the registry is disposed.
   * @throws The reason of the signal.
   */
  async discover(urls: Iterable<string | URL>, options: DiscoverOptions = {}): Promise<Discovery> {
    this.#assertOpen("discover classes");
    return await discoverModules(urls, options, this.#overlay);
  }

  /** Yields what is registered, one contract after the other, as it is at the first step. */
  *[Symbol.iterator](): IterableIterator<RegistryEntry> {
    this.#assertOpen("list the classes");
    for (const { entry } of this.#overlay.all()) yield entry;
  }

  /** Returns how much is registered, as a frozen snapshot; that of a disposed registry is empty. */
  stats(): RegistryStats {
    const { feed } = this.#overlay;
    const entries = this.#overlay.all().map(({ entry }) => entry);
    const classes = entries.filter(({ loaded }) => loaded).length;
    return Object.freeze({
      contracts: new Set(entries.map(({ contract }) => contract)).size,
      classes,
      lazy: entries.length - classes,
      listeners: feed.listeners,
      listenerErrors: feed.errors,
    });
  }

  /**
   * Removes every entry and listener of this registry. It can no longer be used, and its forks see
   * only what is their own; handles of what was added do nothing any more.
   */
  [Symbol.dispose](): void {
    this.#overlay.close();
  }

  #put(entry: RegistryEntry, options: AddOptions, load: Item["load"]): Item | undefined {
    const action = entry.loaded ? "register a class" : "register a lazy entry";
    checkKeys(action, options, ["onDuplicate"]);
    const onDuplicate = checkOnDuplicate(action, options.onDuplicate ?? this.#onDuplicate);
    this.#assertOpen(action, entry.contract);
    const taken = this.#overlay.taken(entry);
    if (taken !== undefined && !isReplacing(taken, entry, onDuplicate)) return undefined;
    return this.#overlay.put(entry, load);
  }

  #best(contract: string, query: RegistryQuery): Item {
    this.#checkLookup(contract, query);
    const item = this.#overlay.best(contract, query);
    if (item !== undefined) return item;
    checkQueryFully(query);
    const all = this.#overlay.all().map(({ entry }) => entry);
    const { version: _, ...others } = query;
    const otherVersions = this.#overlay.select(contract, others).map(({ entry }) => entry);
    throw missError(contract, query, all, otherVersions);
  }

  #checkLookup(contract: string, query: RegistryQuery): void {
    this.#assertOpen("look up a class", contract);
    checkQuery(query);
  }

  #assertOpen(action: string, contract?: string): void {
    if (this.#overlay.isClosed) throw disposedError(action, contract);
  }
}

function handle(remove: () => void): Disposable {
  return { [Symbol.dispose]: remove };
}
