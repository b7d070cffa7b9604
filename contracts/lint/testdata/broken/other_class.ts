import { Store } from "../store.ts";

export class FileStore implements Store {
  save(order: string): string {
    return order;
  }
  close(): void {}
  static {
    Store.implement(this);
  }
}

export class CopiedStore implements Store {
  save(order: string): string {
    return order;
  }
  close(): void {}
  static {
    Store.implement(FileStore);
  }
}
