import { classRule } from "./linted_file.ts";
import { reportUnmarked, unmarkedContracts } from "./unmarked_class.ts";

/** A class that `implements` what the file shows to be a contract carries its mark. */
export const implementContract: Deno.lint.Rule = classRule((file, node) => {
  for (const contract of unmarkedContracts(file, node)) {
    if (contract.isShown) reportUnmarked(file, node, contract);
  }
});
