import { exportedClasses } from "./exported_classes.ts";
import type { Constructor, RegistryEntry } from "./registry_entry.ts";
import type { RegistryHost } from "./registry_host.ts";
import { disposedError, loadError, mismatchError, removedError } from "./registry_messages.ts";
import type { Item } from "./shelf_item.ts";

/**
 * Takes the lazy entry out of the registry, and puts a class in its place if one is given; `false`
 * if the entry was not there any more.
 */
export type Settle = (constructor: Constructor | undefined) => boolean;

/** The promise that a lazy entry stands for: its module is loaded once, however often it is asked. */
export class LazyClass {
  readonly #entry: RegistryEntry;
  readonly #import: () => Promise<unknown>;
  readonly #host: RegistryHost;
  readonly #settle: Settle;
  #loading: Promise<Constructor> | undefined;

  /** `load` loads the module, and is called again when it has failed. */
  constructor(
    entry: RegistryEntry,
    load: () => Promise<unknown>,
    host: RegistryHost,
    settle: Settle,
  ) {
    this.#entry = entry;
    this.#import = load;
    this.#host = host;
    this.#settle = settle;
  }

  /** Loads the class; what failed is tried again at the next call. */
  load(): Promise<Constructor> {
    return this.#loading ??= this.#run().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
  }

  async #run(): Promise<Constructor> {
    const since = this.#host.serial;
    const classes = exportedClasses(await this.#value(since));
    if (this.#host.isClosed) throw disposedError("load a class", this.#entry.contract);
    const registered = this.#registered(classes, since);
    if (registered !== undefined) {
      this.#settle(undefined);
      return registered;
    }
    const [constructor] = classes;
    if (classes.length !== 1 || constructor === undefined) {
      throw mismatchError(this.#entry, classes.map((each) => each.name));
    }
    if (!this.#settle(constructor)) throw removedError(this.#entry);
    return constructor;
  }

  async #value(since: number): Promise<unknown> {
    const load = this.#import;
    try {
      return await load();
    } catch (cause) {
      // A class of a module that did not load to its end would be found by the next lookup.
      this.#host.revoke(({ entry, serial }) =>
        entry.loaded && serial > since && this.#isKept(entry)
      );
      throw loadError(this.#entry, cause);
    }
  }

  /** The class that has registered itself: one that was handed over, or came while loading. */
  #registered(classes: readonly Constructor[], since: number): Constructor | undefined {
    const items = this.#host.standing(this.#entry.contract).filter(({ entry }) => entry.loaded);
    const own = items.filter(({ entry }) => classes.includes(entry.class!));
    const kept = (own.length > 0 ? own : items).filter(({ entry }) => this.#isKept(entry));
    if (own.length > 0 && kept.length === 0) throw mismatchError(this.#entry, [], own[0]!.entry);
    // What stood there before counts only where the module brings no class of its own.
    const found = kept.find(({ serial }) => own.length > 0 || serial > since) ??
      (classes.length === 0 ? kept[0] : undefined);
    if (found !== undefined) this.#checkCapabilities(found);
    return found?.entry.class;
  }

  #checkCapabilities({ entry }: Item): void {
    const isMissing = (capability: string) => !entry.capabilities.includes(capability);
    if (this.#entry.capabilities.some(isMissing)) throw mismatchError(this.#entry, [], entry);
  }

  #isKept({ contract, name, version }: RegistryEntry): boolean {
    const promised = this.#entry;
    return contract === promised.contract && name === promised.name &&
      (promised.version === undefined || version === promised.version);
  }
}
