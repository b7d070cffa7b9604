import {
  classLabel,
  type ClassNode,
  memberName,
  type MemberNode,
  nameRange,
} from "./class_syntax.ts";
import { specifiedEntries } from "./contract_declaration.ts";
import { declarationOf } from "./contract_names.ts";
import type { ContractUse } from "./contract_use.ts";
import { classRule, type LintedFile } from "./linted_file.ts";
import { movedToEnd } from "./move_block.ts";

/** The mark stands below the static members that the contract asks for. */
export const staticBlockLast: Deno.lint.Rule = classRule((file, node) => {
  for (const use of file.uses) {
    if (use.form !== "this" || use.home !== node) continue;
    const members = node.body.body;
    const index = members.findIndex(({ range }) =>
      range[0] < use.node.range[0] && use.node.range[1] < range[1]
    );
    const names = members.slice(index + 1).filter(isStaticField)
      .flatMap((member) => memberName(member, file.source) ?? []);
    const missed = askedFor(file, use, names);
    if (missed.length > 0) report(file, node, use, index, missed);
  }
});

function report(
  { context, source }: LintedFile,
  node: ClassNode,
  { contract }: ContractUse,
  index: number,
  names: readonly string[],
): void {
  const change = movedToEnd(node, index, contract, source);
  context.report({
    range: nameRange(node, source),
    message: `The ${classLabel(node)} implements ${contract} above its static ` +
      `${names.join(", ")}, which is not there yet`,
    hint: "Move the static block to the end of the class",
    ...(change && { fix: (fixer) => fixer.replaceTextRange(...change) }),
  });
}

/** The static fields that the contract asks for; all of them if the file does not show it. */
function askedFor({ source }: LintedFile, use: ContractUse, names: string[]): string[] {
  const declaration = declarationOf(use.contract, use.node)?.node;
  const statics = specifiedEntries(declaration, "statics", source);
  return statics === undefined ? names : names.filter((name) => statics.has(name));
}

/** Whether a member is assigned in the order of the source; static methods are there at once. */
function isStaticField(member: MemberNode): boolean {
  if (member.type === "AccessorProperty") return member.static;
  return member.type === "PropertyDefinition" && member.static && !member.declare;
}
