// deno-lint-ignore-file verbatim-module-syntax ban-unused-ignore
import { Store } from "../store.ts";

function keep(_target: unknown, _context: DecoratorContext): void {}

@keep
export class DecoratedStore implements Store {
  @keep
  prefix: string = "#";

  save(order: string): string {
    return this.prefix + order;
  }

  close(): void {}

  static {
    Store.implement(this);
  }
}
