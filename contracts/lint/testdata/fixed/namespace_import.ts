import * as shop from "../store.ts";

class Simple {
  save(order: string): string {
    return order;
  }
  close(): void {}
}
export class Third extends Simple implements shop.Store {
  static {
    shop.Store.implement(this);
  }
}
export class Fourth extends Simple implements shop.Store {
  static {
    shop.Store.implement(this);
  }
}
