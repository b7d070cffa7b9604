import { type Reference, runAll } from "../reference.ts";
import { ReferenceSource } from "../reference_source.ts";

/** A sequence as a source: every pass is a run of its own. */
export class Boundary extends ReferenceSource {
  readonly #begin: () => Reference;
  readonly #sources: readonly ReferenceSource[];

  constructor(begin: () => Reference, sources: readonly ReferenceSource[]) {
    super(begin, false);
    this.#begin = begin;
    this.#sources = sources;
  }

  override discard(): void {
    this.#begin().return();
  }

  override close(): void {
    runAll(this.#sources.map((source) => () => source.close()));
  }
}
