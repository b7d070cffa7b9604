import type { Contract } from "../../mod.ts";
import { type Named, namedContract } from "./named.ts";

export const Namer: Contract<Named> = namedContract();

/** Decorates a class that lacks a member. */
export function decorated(): unknown {
  // @ts-expect-error TS1238: "name" is missing.
  @Namer.implement
  class Decorated {}
  return Decorated;
}

/** Marks one by a block. */
export function marked(): unknown {
  class Marked {
    static {
      // @ts-expect-error TS2345: "name" is missing.
      Namer.implement(this);
    }
  }
  return Marked;
}
