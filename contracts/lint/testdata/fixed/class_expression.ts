// deno-lint-ignore-file verbatim-module-syntax ban-unused-ignore
import { Store } from "../store.ts";

export const bound: unknown = class BoundStore implements Store {
  save(order: string): string {
    return order;
  }
  close(): void {}
  static {
    Store.implement(this);
  }
};
