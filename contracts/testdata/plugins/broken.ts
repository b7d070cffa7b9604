import { Handler } from "./handler_contract.ts";

/** Registered before the module fails, and so removed again. */
export class Fine implements Handler {
  static {
    Handler.implement(this);
  }
  handle(event: string): string {
    return event;
  }
}

/** Misspelt. */
export class Broken {
  static {
    Handler.implement(this as never);
  }
  hanlde(event: string): string {
    return event;
  }
}
