import { importAgain } from "./_import_again.ts";

/** Turns of the event loop that scans are waited for. */
const MAX_TURNS = 10;

/** Hands over modules as soon as their code has run. */
export class ModuleScans {
  readonly #onModule: (module: object) => void;
  readonly #underWay = new Set<string>();

  /** Creates a list of scans; `onModule` gets the namespace of each module; if it throws, so be it. */
  constructor(onModule: (module: object) => void) {
    this.#onModule = onModule;
  }

  /** Hands over a loaded module when it has run; never if it fails. One scan at a time is enough. */
  start(url: string): void {
    if (this.#underWay.has(url)) return;
    this.#underWay.add(url);
    void this.#scan(url);
  }

  /**
   * Waits for the scans under way of modules that have run. One that still runs is not waited for:
   * it may be the one that waits here.
   */
  async settled(): Promise<void> {
    // The host looks a module up in a turn of its event loop or two.
    for (let turn = 0; turn < MAX_TURNS && this.#underWay.size > 0; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async #scan(url: string): Promise<void> {
    const module = await importAgain(url);
    this.#underWay.delete(url);
    try {
      if (module !== undefined) this.#onModule(module);
    } catch {
      // An export may be anything, and nobody waits here who could be told.
    }
  }
}
