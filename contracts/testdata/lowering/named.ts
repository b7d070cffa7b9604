import { type Contract, contract, string } from "../../mod.ts";

/** What the classes of this folder keep. */
export interface Named {
  name(text: string): string;
}

/** Returns a contract with a registry of its own. */
export function namedContract(): Contract<Named> {
  return contract<Named>("test.Named", {
    members: { name: { params: [["text", string()]], returns: string() } },
  });
}

/** A decorator that does nothing. */
export function pass(_value: unknown, _context: DecoratorContext): void {}
