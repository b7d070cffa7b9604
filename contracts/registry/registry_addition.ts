import {
  checkFunction,
  checkKeys,
  checkString,
  optionMessage,
} from "../../_internal/check_option.ts";
import { checkCapabilities } from "../capabilities.ts";
import type { CallSite, LazySite } from "../report/call_site.ts";
import type { Constructor, RegistryEntry } from "./registry_entry.ts";
import { isVersion } from "./version_range.ts";

/** What to register. */
export interface RegistryAddition {
  /** Id of the contract that the class implements. */
  readonly contract: string;
  /** The class itself. */
  readonly class: Constructor;
  /** Name of the implementation. @default {the class name} */
  readonly name?: string;
  /** Semantic version of the implementation. @default {undefined} */
  readonly version?: string | undefined;
  /** What the implementation can do. @default {[]} */
  readonly capabilities?: readonly string[];
  /**
   * Works out where it was registered; called when somebody asks.
   *
   * @default {the caller of `add()`}
   */
  readonly site?: () => CallSite | undefined;
}

/** A class to register without loading its module. */
export interface LazyAddition {
  /** Id of the contract that the class implements. */
  readonly contract: string;
  /** Name of the implementation. */
  readonly name: string;
  /** Semantic version of the implementation; without one any version keeps the promise. @default {undefined} */
  readonly version?: string;
  /** What the implementation can do, at least. @default {[]} */
  readonly capabilities?: readonly string[];
  /**
   * Loads the module, such as `() => import("./push.ts")`. The class registers itself while its
   * module is loaded; or this resolves to the class, or to a module that exports one class.
   */
  readonly load: () => Promise<unknown>;
}

const CLASS_KEYS = ["contract", "class", "name", "version", "capabilities", "site"];

const LAZY_KEYS = ["contract", "name", "version", "capabilities", "load"];

const NONE: readonly string[] = Object.freeze([]);

/** Reads a class to register. */
export function toClassEntry(addition: RegistryAddition, site: LazySite): RegistryEntry {
  const action = "register a class";
  checkKeys(action, addition ?? null, CLASS_KEYS, "addition");
  checkFunction(action, "class", addition.class);
  checkFunction(action, "site", site);
  const name = addition.name ?? addition.class.name;
  return new Entry(action, addition, name, addition.class, site) as RegistryEntry;
}

/** Reads a class to load later. */
export function toLazyEntry(addition: LazyAddition, site: LazySite): RegistryEntry {
  const action = "register a lazy entry";
  checkKeys(action, addition ?? null, LAZY_KEYS, "addition");
  checkFunction(action, "load", addition.load);
  return new Entry(action, addition, addition.name, undefined, site) as RegistryEntry;
}

/** The entry of a lazy one whose class has come without registering itself. */
export function toLoadedEntry(lazy: RegistryEntry, constructor: Constructor): RegistryEntry {
  const { name, site } = lazy;
  return new Entry("load a class", lazy, name, constructor, () => site) as RegistryEntry;
}

/** One shape for all, with the place behind an accessor of the prototype, keeps lookups fast. */
class Entry {
  readonly contract: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly capabilities: readonly string[];
  readonly loaded: boolean;
  readonly class: Constructor | undefined;
  readonly #site: LazySite;

  constructor(
    action: string,
    given: Pick<RegistryEntry, "contract"> & {
      readonly version?: string | undefined;
      readonly capabilities?: readonly string[];
    },
    name: string,
    constructor: Constructor | undefined,
    site: LazySite,
  ) {
    const { version, capabilities = NONE } = given;
    this.contract = checkString(action, "contract", given.contract);
    this.name = checkString(action, "name", name);
    if (version !== undefined && !isVersion(version)) {
      const rule = 'a semantic version such as "1.2.0"';
      throw new TypeError(optionMessage(action, "version", rule, version));
    }
    this.version = version;
    const checked = checkCapabilities(action, capabilities);
    this.capabilities = checked.length === 0 ? NONE : Object.freeze([...new Set(checked)]);
    this.loaded = constructor !== undefined;
    this.class = constructor;
    this.#site = site;
    Object.freeze(this);
  }

  get site(): ReturnType<LazySite> {
    return this.#site();
  }
}
