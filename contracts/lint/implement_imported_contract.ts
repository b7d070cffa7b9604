import { classRule } from "./linted_file.ts";
import { reportUnmarked, unmarkedContracts } from "./unmarked_class.ts";

/**
 * A name that is imported as a value and used for nothing but `implements` is taken for a contract
 * whose mark was forgotten. Where interfaces are imported like values, exclude the rule.
 */
export const implementImportedContract: Deno.lint.Rule = classRule((file, node) => {
  for (const contract of unmarkedContracts(file, node)) {
    if (!contract.isShown) reportUnmarked(file, node, contract);
  }
});
