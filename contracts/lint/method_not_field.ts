import { classLabel, type ClassNode, keyName, memberName } from "./class_syntax.ts";
import { specifiedEntries } from "./contract_declaration.ts";
import { declarationOf } from "./contract_names.ts";
import { classRule, type LintedFile, markersOf } from "./linted_file.ts";
import { methodText } from "./method_text.ts";

/** A method of a contract is a method: a function in a field is not there at definition. */
export const methodNotField: Deno.lint.Rule = classRule((file, node) => {
  for (const contract of markersOf(file, node)) {
    const declaration = declarationOf(contract, node)?.node;
    const members = specifiedEntries(declaration, "members", file.source);
    if (members === undefined) continue;
    for (const member of node.body.body) {
      if (member.type !== "PropertyDefinition" || member.static) continue;
      const name = memberName(member, file.source);
      const entry = name === undefined ? undefined : members.get(name);
      if (entry !== undefined && isMethodEntry(entry, file.source)) {
        report(file, node, member, contract);
      }
    }
  }
});

function report(
  { context, source }: LintedFile,
  node: ClassNode,
  field: Deno.lint.PropertyDefinition,
  contract: string,
): void {
  const { value } = field;
  if (value?.type !== "ArrowFunctionExpression" && value?.type !== "FunctionExpression") return;
  const text = methodText(field, value, source);
  context.report({
    range: field.key.range,
    message: `The ${classLabel(node)} has ${keyName(field, source)} of ${contract} in a field, ` +
      "which is not there when the class is defined",
    hint: "Turn the field into a method",
    ...(text !== undefined && { fix: (fixer) => fixer.replaceText(field, text) }),
  });
}

/** Whether an entry of a specification stands for a method. */
function isMethodEntry(entry: Deno.lint.Node, source: string): boolean {
  return entry.type === "ObjectExpression" &&
    !entry.properties.some((property) =>
      property.type === "SpreadElement" || keyName(property, source) === "attribute"
    );
}
