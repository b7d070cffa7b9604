import { type Contract, contract, string } from "../../mod.ts";

export interface Named {
  name(text: string): string;
}

export const Named: Contract<Named> = contract<Named>("test.BaseAndSubclass", {
  members: { name: { params: [["text", string()]], returns: string() } },
});

/** A base that lacks nothing, in the module of its subclasses. */
export const NamedBase: new () => Named = Named.base(
  class Plain {
    name(text: string): string {
      return text;
    }
  },
);

export class First extends NamedBase {}
export const pair: (new () => Named)[] = [class extends NamedBase {}, class extends NamedBase {}];
