import type { Contract } from "../../mod.ts";
import { type Named, namedContract, pass } from "./named.ts";

export const Namer: Contract<Named> = namedContract();

/** Defines a class with a class among its static members; returns the name that a decorator saw. */
export function decorated(): string {
  let seen = "";
  const see = (constructor: { readonly name: string }, _: ClassDecoratorContext) => {
    seen = constructor.name;
  };
  @see
  class Outer {
    static Inner = class Inner {};
  }
  return `${seen} of ${Outer.name}`;
}

/** The same, with a method that is decorated too. */
export function decoratedTwice(): unknown {
  @pass
  class Outer {
    static Inner = class Inner {};
    @pass
    name(): void {}
  }
  return Outer;
}

export class Outer implements Named {
  static Inner: unknown = class Inner {};
  static {
    Namer.implement(this);
  }
  name(text: string): string {
    return text;
  }
}
