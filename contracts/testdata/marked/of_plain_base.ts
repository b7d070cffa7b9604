import type { Registry } from "../../mod.ts";
import { Marked, MarkedRegistry, PlainBase } from "./marked_contract.ts";

/** Where one of the classes is registered. */
export const fork: Registry = MarkedRegistry.fork();

export class ForkOne extends PlainBase {
  static {
    Marked.implement(this, { registry: fork });
  }
  override run(): void {}
}

export class AbstractOne extends PlainBase {
  static {
    Marked.implement(this, { abstract: true });
  }
  override run(): void {}
}
