import { addMarker, markerText } from "./add_marker.ts";
import { lineage } from "./class_source.ts";
import {
  classLabel,
  type ClassNode,
  memberName,
  type MemberNode,
  nameRange,
} from "./class_syntax.ts";
import { specifiedEntries } from "./contract_declaration.ts";
import { declarationOf, implementedContracts } from "./contract_names.ts";
import { classRule, isMarkedUnseen, type LintedFile, markersOf } from "./linted_file.ts";

/** A class that overrides what its parent promised carries the mark of that contract again. */
export const implementInSubclass: Deno.lint.Rule = classRule((file, node) => {
  const { parents, root } = lineage(node, file.source);
  if (root?.kind === "variable" || root?.kind === "hooked") return;
  const marked = parents.find((parent) => contractsOf(file, parent).length > 0);
  // "extends Store.implement(...)" has a rule of its own.
  if (marked === undefined || node.superClass?.type === "CallExpression") return;
  const own = contractsOf(file, node);
  for (const contract of contractsOf(file, marked)) {
    const declaration = declarationOf(contract, node)?.node;
    const isSame = declaration === declarationOf(contract, marked)?.node;
    if (own.includes(contract) || !isSame || isMarkedUnseen(file, contract)) continue;
    const members = specifiedEntries(declaration, "members", file.source);
    const names = overrides(node, parents, file.source)
      .filter((name) => members === undefined || members.has(name));
    if (names.length > 0) report(file, node, contract, names);
  }
});

function report(
  { context, source }: LintedFile,
  node: ClassNode,
  contract: string,
  names: readonly string[],
): void {
  const fix = addMarker(node, contract, source);
  context.report({
    range: nameRange(node, source),
    message: `The ${classLabel(node)} overrides ${names.join(", ")} without the mark of ` +
      `${contract}, which it inherits`,
    hint: `Add "static { ${markerText(node, contract)}; }" as the last member of the class: ` +
      "an override is checked, and the class registered, where the mark stands",
    ...(fix && { fix }),
  });
}

/** The contracts that a class carries the mark of, or should. */
function contractsOf(file: LintedFile, node: ClassNode): string[] {
  const named = implementedContracts(file, node).map(({ name }) => name);
  return [...new Set([...markersOf(file, node), ...named])];
}

/** What a class says anew that its parents have, or that it calls an override. */
function overrides(node: ClassNode, parents: readonly ClassNode[], source: string): string[] {
  const inherited = new Set(
    parents.flatMap(({ body }) => body.body).flatMap((member) => memberName(member, source) ?? []),
  );
  const names = node.body.body.filter(isOverriding).flatMap((member) => {
    const name = memberName(member, source);
    const isOverride = "override" in member && member.override;
    return name !== undefined && (isOverride || inherited.has(name)) ? [name] : [];
  });
  return [...new Set(names)];
}

/** Whether a member can take the place of one on the prototype of a parent. */
function isOverriding(member: MemberNode): boolean {
  if (member.type === "AccessorProperty") return !member.static;
  return member.type === "MethodDefinition" && !member.static && member.kind !== "constructor";
}
