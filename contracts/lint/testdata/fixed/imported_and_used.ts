import { Store } from "../store.ts";

export class FirstStore implements Store {
  save(order: string): string {
    return order;
  }
  close(): void {}
  static {
    Store.implement(this);
  }
}

export class SecondStore implements Store {
  save(order: string): string {
    return order.trim();
  }
  close(): void {}
  static {
    Store.implement(this);
  }
}
