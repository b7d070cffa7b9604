import { Marked } from "./marked_contract.ts";

class Complete implements Marked {
  run(): void {}
}

/** A hooked base with all members, and nothing else. */
export const HookedBase: typeof Complete = Marked.base(Complete);
