import { BaseHandler } from "./handler_contract.ts";

export abstract class Middle extends BaseHandler {
  prefix(): string {
    return "unmarked";
  }
}

export class Unmarked extends Middle {
  override handle(event: string): string {
    return `${this.prefix()} ${event}`;
  }
}
