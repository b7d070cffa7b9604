import type { Contract } from "../../mod.ts";
import { type Named, namedContract, pass } from "./named.ts";

export const Namer: Contract<Named> = namedContract();
/** Defines a decorated class and creates two objects; returns what its static block has noted. */
export function decorated(): string[] {
  const notes: string[] = [];
  @pass
  class Decorated {
    static {
      notes.push("block");
    }
    @pass
    field = 1;
  }
  notes.push("defined");
  new Decorated();
  new Decorated();
  return notes;
}

export class Marked implements Named {
  static {
    Namer.implement(this);
  }
  field = 1;
  name(text: string): string {
    return text;
  }
}
export const isRegisteredAtOnce: boolean = Namer.find().includes(Marked);
