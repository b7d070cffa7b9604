import { Store } from "../store.ts";

export class PlainStore {
  save(order: string): string {
    return order;
  }
  close(): void {}
  static {
    Store.implement(this);
  }
}

export class LoudStore extends PlainStore {
  override save(order: string): string {
    return super.save(order.toUpperCase());
  }
}

export class LoudestStore extends LoudStore {
  override save(order: string): string {
    return `${super.save(order)}!`;
  }
}
