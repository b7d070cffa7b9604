import { Handler } from "./handler_contract.ts";

export class Marked implements Handler {
  static {
    Handler.implement(this, { capabilities: ["push"] });
  }
  handle(event: string): string {
    return `marked ${event}`;
  }
}
