import { type Contract, contract, string } from "../../mod.ts";

/** What the modules of this folder implement. */
export interface Handler {
  handle(event: string): string;
}

/** The contract of the handlers, and a class that keeps it for others to extend. */
export const Handler: Contract<Handler> = contract<Handler>("test.Handler", {
  version: "1.0.0",
  members: { handle: { params: [["event", string()]], returns: string() } },
});

/** A class whose subclasses need no mark to be found. */
export abstract class BaseHandler implements Handler {
  static {
    Handler.implement(this, { abstract: true });
  }
  abstract handle(event: string): string;
}
