import { collectTerminals } from "./collect.ts";
import { foldTerminals } from "./fold.ts";
import { searchTerminals } from "./search.ts";
import type { TerminalKinds } from "./terminal.ts";

/** Every terminal that sync and async sequences have, by name. */
export const terminalKinds: TerminalKinds = {
  ...searchTerminals,
  ...collectTerminals,
  ...foldTerminals,
};
