import { BaseHandler } from "./handler_contract.ts";

export class Asynchronous extends BaseHandler {
  // @ts-expect-error TS2416: the contract wants a plain method.
  override async handle(event: string): Promise<string> {
    return await Promise.resolve(event);
  }
}
