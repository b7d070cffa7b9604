// deno-lint-ignore-file verbatim-module-syntax ban-unused-ignore
import { type Order, Store } from "../store.ts";

export abstract class BaseStore implements Store {
  abstract save(order: Order): string;
  close(): void {}
  static {
    Store.implement(this, { abstract: true });
  }
}

export class LeafStore extends BaseStore {
  save(order: Order): string {
    return order;
  }
  static {
    Store.implement(this);
  }
}
