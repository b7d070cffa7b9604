import { contractMethod } from "./class_source.ts";
import { classLabel, type ClassNode, nameRange } from "./class_syntax.ts";
import { declaresContract } from "./contract_declaration.ts";
import { declarationOf, implementedContracts } from "./contract_names.ts";
import { calledWith, type ContractUse } from "./contract_use.ts";
import { classRule, isMarked, type LintedFile } from "./linted_file.ts";
import { unmarkedContracts } from "./unmarked_class.ts";

/** The mark names the class that it stands in: `Store.implement(this)` in a static block. */
export const implementThis: Deno.lint.Rule = classRule((file, node) => {
  reportMixin(file, node);
  for (const use of file.uses) {
    if (use.form === "instance" && use.about.kind === "class" && use.about.node === node) {
      if (isKnown(file, node, use)) reportInstance(file, node, use);
    }
    if (use.form === "argument" && use.home === node && isKnown(file, node, use)) {
      reportOther(file, node, use);
    }
  }
});

/** `extends Store.implement(class ...)` registers the parent, and nobody asks for that. */
function reportMixin(file: LintedFile, node: ClassNode): void {
  const { context, source } = file;
  if (node.superClass?.type !== "CallExpression") return;
  const called = contractMethod(node.superClass.callee, source);
  if (called?.method !== "implement" || isMarked(file, node, called.contract)) return;
  if (unmarkedContracts(file, node).some(({ name }) => name === called.contract)) return;
  context.report({
    range: nameRange(node, source),
    message: `The ${classLabel(node)} extends the result of ${called.contract}.implement(), ` +
      "so its parent is registered and not the class",
    hint: `Extend the parent itself, and write "static { ${called.contract}.implement(this); }"`,
  });
}

function reportInstance({ context }: LintedFile, node: ClassNode, use: ContractUse): void {
  context.report({
    range: use.node.range,
    message: `${use.contract}.implement(this) gets an instance of ${classLabel(node)} here`,
    hint: "Move the call to a static block at the end of the class",
  });
}

/** A static block that names another class was copied from there. */
function reportOther({ context, source }: LintedFile, node: ClassNode, use: ContractUse): void {
  const argument = calledWith(use.node);
  const isOther = use.about.kind === "imported" ||
    (use.about.kind === "class" && use.about.node !== node);
  if (argument?.type !== "Identifier" || !isOther) return;
  context.report({
    range: argument.range,
    message: `The static block of ${classLabel(node)} implements ${use.contract} for ` +
      `"${argument.name}"`,
    hint: `Write "${source.slice(...use.node.range)}(this)"`,
    fix: (fixer) => fixer.replaceText(argument, "this"),
  });
}

/** Whether the receiver is a contract, and not something else with a method of that name. */
function isKnown(file: LintedFile, node: ClassNode, { contract }: ContractUse): boolean {
  const declaration = declarationOf(contract, node)?.node;
  return (declaration !== undefined && declaresContract(declaration, file.source)) ||
    implementedContracts(file, node).some(({ name }) => name === contract);
}
