import type { LoadedModule } from "./discovery.ts";
import { moduleSpellings } from "./module_spellings.ts";
import type { Item } from "./shelf_item.ts";

/** Additions between two serials: after `since`, up to `until`, or still going on. */
interface Span {
  readonly since: number;
  until: number;
}

/** A module that is to be imported, and what is known of it since. */
export interface ModuleVisit {
  readonly url: string;
  /** While it was being imported. */
  importing?: Span;
  /** While `onModule` was being called with it. */
  adopting?: Span;
  module?: LoadedModule;
  /** What it threw; there is none in a module that was imported. */
  failure?: { readonly error: unknown };
}

/**
 * Tells by which modules entries were registered. Modules that are imported at the same time are
 * told apart by the file that an entry was registered in. Where that is not one of theirs, or is
 * not known, an entry belongs to the modules that export its class, and to the one that was being
 * imported if no other was.
 */
export class ModuleVisits {
  /** The modules in the order of their addresses. */
  readonly all: readonly ModuleVisit[];
  readonly #start: number;
  readonly #byFile = new Map<string, ModuleVisit | "several">();

  /** `serial` is that of the last addition so far. */
  constructor(urls: readonly string[], serial: number) {
    this.#start = serial;
    this.all = urls.map((url) => ({ url }));
    for (const visit of this.all) {
      for (const file of moduleSpellings(visit.url)) {
        this.#byFile.set(file, this.#byFile.has(file) ? "several" : visit);
      }
    }
  }

  /** Whether a module that was imported has registered an item, or a module that it imported. */
  hasRegistered(visit: ModuleVisit, item: Item): boolean {
    const author = this.#author(item);
    return author === visit || exportsClass(visit, item) || isWithin(visit.adopting, item) ||
      (author === undefined || author === "several") && this.#wasAlone(visit, item);
  }

  /**
   * Whether an item goes with a module that has failed. What a module that it imported has
   * registered stays, as that one has not failed and others may import it too.
   */
  hasLeft(visit: ModuleVisit, item: Item): boolean {
    const author = this.#author(item);
    // What was imported before by others is in use, though it was not adopted.
    if (visit.module !== undefined && item.serial <= this.#start) return false;
    return author === visit || exportsClass(visit, item) || isWithin(visit.adopting, item) ||
      (author === "several" || item.entry.site === undefined) && this.#wasAlone(visit, item);
  }

  #author({ entry }: Item): ModuleVisit | "several" | undefined {
    return entry.site && this.#byFile.get(entry.site.file);
  }

  #wasAlone(visit: ModuleVisit, item: Item): boolean {
    return isWithin(visit.importing, item) &&
      this.all.every((other) => other === visit || !isWithin(other.importing, item));
  }
}

function exportsClass({ module }: ModuleVisit, { entry }: Item): boolean {
  return module !== undefined && entry.loaded && Object.values(module).includes(entry.class);
}

function isWithin(span: Span | undefined, { serial }: Item): boolean {
  return span !== undefined && span.since < serial && serial <= span.until;
}
