import type { ClassNode, MemberNode } from "./class_syntax.ts";
import { declarationOf } from "./contract_names.ts";
import { indentAt, stepOf } from "./indent.ts";
import { parentOf } from "./scope.ts";

/** The call that marks a class from the inside. */
export function markerText(node: ClassNode, contract: string): string {
  return `${contract}.implement(this${node.abstract ? ", { abstract: true }" : ""})`;
}

/**
 * Offers to mark a class with a static block. It becomes the last member, which is right in every
 * class: static fields are assigned in the order of the source, and above a decorated field Deno
 * would put the block of a decorated class off until the first `new`.
 */
export function addMarker(
  node: ClassNode,
  contract: string,
  source: string,
): Deno.lint.ReportData["fix"] {
  const declaration = declarationOf(contract, node)?.node;
  if (declaration === undefined || !isDefinedBefore(declaration, node)) return undefined;
  return function* (fixer) {
    yield fixer.replaceTextRange(...appendedBlock(node, markerText(node, contract), source));
    const statement = parentOf(declaration);
    // Written as it is, so that no other fix of the same run turns it into a type import.
    if (statement?.type === "ImportDeclaration") {
      yield fixer.replaceText(statement, source.slice(...statement.range));
    }
  };
}

/** Whether the contract is there when the class is defined. */
function isDefinedBefore(declaration: Deno.lint.Node, node: ClassNode): boolean {
  return declaration.type.startsWith("Import") || declaration.range[0] < node.range[0];
}

/** The change that puts a static block at the end of a class. */
function appendedBlock(
  { body: { body: members, range }, range: [classStart] }: ClassNode,
  call: string,
  source: string,
): [range: Deno.lint.Range, text: string] {
  const end = range[1] - 1;
  const start = source.slice(0, end).trimEnd().length;
  const outer = indentAt(classStart, source);
  const [before, last] = members.slice(-2);
  const isSpaced = last !== undefined &&
    /\n\s*\n/.test(source.slice(before!.range[1], last.range[0]));
  const indent = memberIndent(members, source) ?? outer + stepOf(outer);
  const block = [`${indent}static {`, `${indent}${stepOf(indent)}${call};`, `${indent}}`, outer];
  return [[start, end], `${isSpaced ? "\n" : ""}\n${block.join("\n")}`];
}

/** The white space in front of the first member, if it has a line of its own. */
function memberIndent(members: readonly MemberNode[], source: string): string | undefined {
  if (members.length === 0) return undefined;
  const [place] = members[0]!.range;
  const indent = indentAt(place, source);
  return source.slice(0, place).endsWith(`\n${indent}`) ? indent : undefined;
}
