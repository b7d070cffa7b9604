import type { Contract } from "../../mod.ts";
import { type Named, namedContract } from "./named.ts";

export const Namer: Contract<Named> = namedContract();

/** Creates an object whose only decorated member is a field; returns whether its initializer ran. */
export function decorated(): boolean {
  let hasRun = false;
  const initialize = (_: undefined, context: ClassFieldDecoratorContext) => {
    context.addInitializer(() => {
      hasRun = true;
    });
  };
  class FieldOnly {
    @initialize
    field = 1;
  }
  return new FieldOnly().field === 1 && hasRun;
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
