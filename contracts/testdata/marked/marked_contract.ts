import { type Contract, contract, Registry } from "../../mod.ts";

/** What the modules of this folder implement. */
export interface Marked {
  run(): void;
}

/** Where the contract registers classes. */
export const MarkedRegistry: Registry = new Registry();

/** The contract of the classes. */
export const Marked: Contract<Marked> = contract<Marked>("test.Marked", {
  registry: MarkedRegistry,
  members: { run: { params: [] } },
});

/** A base with all members that asks for marks. */
export class PlainBase implements Marked {
  static {
    Marked.implement(this, { abstract: true });
  }
  run(): void {}
}
