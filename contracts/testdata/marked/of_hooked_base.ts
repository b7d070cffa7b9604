import type { Registry } from "../../mod.ts";
import { Marked, MarkedRegistry } from "./marked_contract.ts";
import { HookedBase } from "./only_base.ts";

/** Where one of the classes is registered. */
export const fork: Registry = MarkedRegistry.fork();

export class ForkOne extends HookedBase {
  static {
    Marked.implement(this, { registry: fork });
  }
  override run(): void {}
}

export class AbstractOne extends HookedBase {
  static {
    Marked.implement(this, { abstract: true });
  }
  override run(): void {}
}
