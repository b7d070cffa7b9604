import type { ClassNode } from "./class_syntax.ts";
import { declarationOf } from "./contract_names.ts";
import { indentAt, stepOf } from "./indent.ts";
import { parentOf } from "./scope.ts";

/** The call that marks a class from the inside. */
export function markerText(node: ClassNode, contract: string): string {
  return `${contract}.implement(this${node.abstract ? ", { abstract: true }" : ""})`;
}

/**
 * Offers to mark a class with a static block. It becomes the last member: static fields are
 * assigned in the order of the source, so only there every static member of the contract is there.
 */
export function addMarker(
  node: ClassNode,
  contract: string,
  source: string,
): Deno.lint.ReportData["fix"] {
  const declaration = declarationOf(contract, node)?.node;
  if (declaration === undefined || !mayTakeBlock(node, declaration)) return undefined;
  return function* (fixer) {
    yield fixer.replaceTextRange(...appendedBlock(node, markerText(node, contract), source));
    const statement = parentOf(declaration);
    // Written as it is, so that no other fix of the same run turns it into a type import.
    if (statement?.type === "ImportDeclaration") {
      yield fixer.replaceText(statement, source.slice(...statement.range));
    }
  };
}

/** Whether a static block in a class runs when the class is defined, and finds the contract. */
function mayTakeBlock(node: ClassNode, declaration: Deno.lint.Node): boolean {
  const isAbove = declaration.range[0] < node.range[0] || declaration.type.startsWith("Import");
  // Deno runs the static block of a decorated class with a decorated field at the first `new`.
  const isDecorated = node.body.body.some((member) =>
    "decorators" in member && member.decorators?.length > 0
  );
  return isAbove && !isDecorated;
}

/** The change that puts a static block at the end of a class. */
function appendedBlock(
  { body }: ClassNode,
  call: string,
  source: string,
): [range: Deno.lint.Range, text: string] {
  const end = body.range[1] - 1;
  const inner = source.slice(body.range[0] + 1, end);
  const start = end - (inner.length - inner.trimEnd().length);
  const outer = indentAt(body.range[0], source);
  const members = body.body;
  const indent = members.length > 0 && /^\s*\n/.test(inner)
    ? indentAt(members[0]!.range[0], source)
    : outer + stepOf(outer);
  const step = stepOf(indent);
  const [before, last] = members.slice(-2);
  const isSpaced = last !== undefined &&
    /\n\s*\n/.test(source.slice(before!.range[1], last.range[0]));
  const text = `${isSpaced ? "\n" : ""}\n${indent}static {\n${indent}${step}${call};\n${indent}}` +
    `\n${outer}`;
  return [[start, end], text];
}
