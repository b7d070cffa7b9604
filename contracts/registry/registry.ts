import {
  checkFunction,
  checkKeys,
  checkString,
  optionMessage,
} from "../../_internal/check_option.ts";
import { checkCapabilities } from "../capabilities.ts";
import type { Constructor, RegistryEntry } from "./registry_entry.ts";
import { duplicateError, missError } from "./registry_messages.ts";
import { checkMode, type Mode, ModeSwitch, type ViolationListener } from "../plan/mode.ts";
import type { CallSite } from "../report/call_site.ts";
import { Shelf } from "./shelf.ts";
import { compileRange, isVersion } from "./version_range.ts";

/** What to register. */
export interface RegistryAddition {
  /** Id of the contract that the class implements. */
  readonly contract: string;
  /** The class itself. */
  readonly class: Constructor;
  /** Name of the implementation. @default {the class name} */
  readonly name?: string;
  /** Semantic version of the implementation. @default {undefined} */
  readonly version?: string;
  /** What the implementation can do. @default {[]} */
  readonly capabilities?: readonly string[];
  /** Works out where it was registered; called when somebody asks. @default {undefined} */
  readonly site?: () => CallSite | undefined;
}

/** Which of the implementations of a contract are wanted; all conditions must hold. */
export interface RegistryQuery {
  /** Versions that fit, such as `^1.2`; see the guide for the forms. @default {any} */
  readonly version?: string;
  /** Name of the implementation. @default {any} */
  readonly name?: string;
  /** A capability that it must have. @default {any} */
  readonly capability?: string;
}

/** What happens when a name and version of a contract are registered a second time. */
export type OnDuplicate = "throw" | "replace" | "keep";

/** Options of {@linkcode Registry}. */
export interface RegistryOptions {
  /**
   * `throw` refuses the second class, `replace` drops the first, `keep` ignores the second.
   *
   * @default {"throw"}
   */
  readonly onDuplicate?: OnDuplicate;
  /** How much is done about what is broken, where a contract does not say. @default {"enforce"} */
  readonly mode?: Mode;
  /** Hears of what is broken while the mode is `report`. @default {a warning on the console} */
  readonly onViolation?: ViolationListener;
}

/** What a registry holds at one moment. */
export interface RegistryStats {
  /** Number of contracts with at least one class. */
  readonly contracts: number;
  /** Number of registered classes. */
  readonly classes: number;
}

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
 */
export class Registry implements Iterable<RegistryEntry> {
  readonly #onDuplicate: OnDuplicate;
  readonly #shelves = new Map<string, Shelf>();
  readonly #modes: ModeSwitch;

  /**
   * Creates an empty registry.
   *
   * @throws {TypeError} If an option is not known.
   */
  constructor(options: RegistryOptions = {}) {
    const action = "create a registry";
    checkKeys(action, options, ["onDuplicate", "mode", "onViolation"]);
    const { onDuplicate = "throw", mode, onViolation } = options;
    if (!["throw", "replace", "keep"].includes(onDuplicate)) {
      const rule = '"throw", "replace" or "keep"';
      throw new TypeError(optionMessage(action, "onDuplicate", rule, onDuplicate));
    }
    if (onViolation !== undefined) checkFunction(action, "onViolation", onViolation);
    this.#onDuplicate = onDuplicate;
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
   * @returns A handle that removes the class when it is disposed.
   * @throws {RegistryError} If the name and version are taken by another class.
   * @throws {TypeError} If a property is missing or of the wrong type.
   */
  add(addition: RegistryAddition): Disposable {
    const entry = toEntry(addition);
    const shelf = this.#shelves.get(entry.contract) ?? new Shelf();
    const same = shelf.taken(entry);
    if (same !== undefined) {
      if (same.class === entry.class || this.#onDuplicate === "keep") return handle(() => {});
      if (this.#onDuplicate === "throw") throw duplicateError(same, entry);
      shelf.remove(same);
    }
    shelf.add(entry);
    this.#shelves.set(entry.contract, shelf);
    return handle(() => {
      shelf.remove(entry);
      if (shelf.size === 0 && this.#shelves.get(entry.contract) === shelf) {
        this.#shelves.delete(entry.contract);
      }
    });
  }

  /**
   * Returns the class that fits best: the highest version, and of equal versions the one that was
   * registered first.
   *
   * @throws {RegistryError} If none fits; the message lists what is registered.
   * @throws {SyntaxError} If `version` is not a range.
   */
  get(contract: string, query: RegistryQuery = {}): Constructor {
    const entry = this.#match(contract, query)[0];
    if (entry === undefined) throw missError(contract, query, this.#shelves);
    return entry.class;
  }

  /**
   * Returns every class that fits, highest version first; none is not an error.
   *
   * @throws {SyntaxError} If `version` is not a range.
   */
  find(contract: string, query: RegistryQuery = {}): Constructor[] {
    return this.#match(contract, query).map((entry) => entry.class);
  }

  /** Yields what is registered, one contract after the other. */
  *[Symbol.iterator](): IterableIterator<RegistryEntry> {
    for (const shelf of [...this.#shelves.values()]) yield* shelf.index.all;
  }

  /** Returns how much is registered, as a frozen snapshot. */
  stats(): RegistryStats {
    let classes = 0;
    for (const shelf of this.#shelves.values()) classes += shelf.size;
    return Object.freeze({ contracts: this.#shelves.size, classes });
  }

  #match(contract: string, query: RegistryQuery): readonly RegistryEntry[] {
    checkKeys("look up a class", query, ["version", "name", "capability"]);
    const { version, name, capability } = query;
    const fits = version === undefined ? undefined : compileRange(version);
    const index = this.#shelves.get(contract)?.index;
    if (index === undefined) return [];
    let entries = index.all;
    if (capability !== undefined) entries = index.byCapability.get(capability) ?? [];
    if (name !== undefined) {
      const named = index.byName.get(name) ?? [];
      entries = capability === undefined
        ? named
        : named.filter((entry) => entry.capabilities.includes(capability));
    }
    return fits === undefined ? entries : entries.filter((entry) => fits(entry.version));
  }
}

function toEntry(addition: RegistryAddition): RegistryEntry {
  const action = "register a class";
  checkKeys(action, addition, ["contract", "class", "name", "version", "capabilities", "site"]);
  const { contract, version, capabilities = [], site } = addition;
  checkString(action, "contract", contract);
  checkFunction(action, "class", addition.class);
  const name = checkString(action, "name", addition.name ?? addition.class.name);
  if (version !== undefined && !isVersion(version)) {
    const rule = 'a semantic version such as "1.2.0"';
    throw new TypeError(optionMessage(action, "version", rule, version));
  }
  return Object.freeze({
    contract,
    name,
    version,
    capabilities: Object.freeze([...new Set(checkCapabilities(action, capabilities))]),
    class: addition.class,
    get site() {
      return site?.();
    },
  });
}

function handle(remove: () => void): Disposable {
  return { [Symbol.dispose]: remove };
}
