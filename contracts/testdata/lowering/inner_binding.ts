import type { Contract } from "../../mod.ts";
import { type Named, namedContract } from "./named.ts";

export const Namer: Contract<Named> = namedContract();

/** Replaces a class by a subclass; returns whether its methods mean the class that outsiders see. */
export function decorated(): boolean {
  // deno-lint-ignore no-explicit-any -- TypeScript asks it of a class that is extended so
  const replace = <C extends new (...args: any[]) => object>(
    parent: C,
    _: ClassDecoratorContext,
  ) => class extends parent {};
  @replace
  class Replaced {
    static #made = 1;
    static self(): unknown {
      return Replaced;
    }
    static made(): number {
      return Replaced.#made;
    }
  }
  return Replaced.self() === Replaced && Replaced.made() === 1;
}

export class Marked implements Named {
  static #made = 1;
  static {
    Namer.implement(this);
  }
  static made(): number {
    return Marked.#made;
  }
  static self(): unknown {
    return Marked;
  }
  name(text: string): string {
    return text;
  }
}
