// deno-lint-ignore-file verbatim-module-syntax ban-unused-ignore
import { type Order, Store } from "../store.ts";

export class MemoryStore implements Store {
  save(order: Order): string {
    return order;
  }
  close(): void {}
}
