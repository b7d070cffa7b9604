/**
 * A plugin for `deno lint` that finds what the language has no hook for: a class that should carry
 * the mark of a contract and does not.
 *
 * Name it in `deno.json`, and the editor shows what it finds while you type:
 *
 * ```json
 * { "lint": { "plugins": ["jsr:@weir/std/contracts/lint"] } }
 * ```
 *
 * | rule                          | finds                                                      |
 * | ----------------------------- | ---------------------------------------------------------- |
 * | `implement-contract`          | a class that `implements` a contract without its mark      |
 * | `implement-imported-contract` | the same, where only the way of the import shows a contract |
 * | `implement-in-subclass`       | an override in a subclass without a mark of its own        |
 * | `static-block-last`           | a mark above static members that the contract asks for     |
 * | `method-not-field`            | a method of a contract that is a function in a field       |
 * | `implement-this`              | a mark that names an instance, a parent or another class   |
 *
 * All but some cases of the last one can be fixed by `deno lint --fix`.
 *
 * The linter gives a plugin the syntax of one file at a time and no options. So an interface in
 * `implements` is taken for a contract if the file makes it with `contract(...)`, uses it as one, or
 * imports it as a value and needs that value for nothing else; an `import type` never is. Where a
 * project imports interfaces like values, exclude `weir-contracts/implement-imported-contract`.
 * Parents that are imported are not followed.
 *
 * It runs in Deno 2.9 and above, and loads nothing of the library.
 *
 * @example What it reports
 * ```ts ignore
 * import { Store, type Order } from "./store.ts";
 *
 * // The class "MemoryStore" implements Store without its mark: it is neither checked nor registered
 * export class MemoryStore implements Store {
 *   save(order: Order) {}
 * }
 * ```
 *
 * @module
 */
import { implementContract } from "./lint/implement_contract.ts";
import { implementImportedContract } from "./lint/implement_imported_contract.ts";
import { implementInSubclass } from "./lint/implement_in_subclass.ts";
import { implementThis } from "./lint/implement_this.ts";
import { methodNotField } from "./lint/method_not_field.ts";
import { staticBlockLast } from "./lint/static_block_last.ts";

/** The rules of `weir-contracts`; see the module. */
const plugin: Deno.lint.Plugin = {
  name: "weir-contracts",
  rules: {
    "implement-contract": implementContract,
    "implement-imported-contract": implementImportedContract,
    "implement-in-subclass": implementInSubclass,
    "static-block-last": staticBlockLast,
    "method-not-field": methodNotField,
    "implement-this": implementThis,
  },
};
export default plugin;
