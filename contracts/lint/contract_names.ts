import type { ClassNode } from "./class_syntax.ts";
import { declaresContract } from "./contract_declaration.ts";
import { isTypeImport, isValueOnPurpose } from "./import_habit.ts";
import type { LintedFile } from "./linted_file.ts";
import { type Declaration, findDeclaration } from "./scope.ts";

/** A name that stands for a contract where a class uses it. */
export interface ContractName {
  /** As it is written: `Store`, `shop.Store`. */
  readonly name: string;
  /** What declares it, or the first part of it, in this file. */
  readonly declaration: Deno.lint.Node;
  /** Whether the file itself shows it, and not the way it is imported alone. */
  readonly isShown: boolean;
}

/** The contracts among the interfaces that a class says it implements. */
export function implementedContracts(file: LintedFile, node: ClassNode): ContractName[] {
  return node.implements.flatMap((type) => findContract(file, type) ?? []);
}

/** What declares a contract that is written as `Store` or `shop.Store`. */
export function declarationOf(name: string, at: Deno.lint.Node): Declaration | undefined {
  return findDeclaration(at, rootOf(name), "value");
}

function findContract(
  file: LintedFile,
  { expression, typeArguments }: Deno.lint.TSClassImplements,
): ContractName | undefined {
  const name = file.source.slice(...expression.range);
  const root = rootOf(name);
  const value = findDeclaration(expression, root, "value");
  const type = findDeclaration(expression, root, "type");
  // An interface of an inner scope is not that of the contract outside.
  if (value === undefined || (type?.depth ?? 0) > value.depth) return undefined;
  const declaration = value.node;
  if (!declaration.type.startsWith("Import")) {
    const isShown = name === root && declaresContract(declaration, file.source);
    return isShown ? { name, declaration, isShown } : undefined;
  }
  if (isTypeImport(declaration)) return undefined;
  const isShown = isUsedAsContract(file, name);
  const isLikely = name === root && !typeArguments && isValueOnPurpose(file, root);
  return isShown || isLikely ? { name, declaration, isShown } : undefined;
}

function rootOf(name: string): string {
  return /^[\w$]*/.exec(name)![0];
}

/** Whether the file uses a name as nothing but a contract is used. */
function isUsedAsContract({ uses, source }: LintedFile, name: string): boolean {
  if (uses.some((use) => use.contract === name)) return true;
  const escaped = name.replaceAll(/[.$]/g, "\\$&");
  const query = `\\.(?:get|find)\\(\\{\\s*(?:version|name|capability):`;
  return new RegExp(`(?<![\\w$.])${escaped}${query}`).test(source);
}
