import { addMarker, markerText } from "./add_marker.ts";
import { lineage } from "./class_source.ts";
import { classLabel, type ClassNode, nameRange } from "./class_syntax.ts";
import { type ContractName, implementedContracts } from "./contract_names.ts";
import { isMarked, isMarkedUnseen, type LintedFile } from "./linted_file.ts";

/** The contracts that a class names in `implements` and carries no mark of. */
export function unmarkedContracts(file: LintedFile, node: ClassNode): ContractName[] {
  if (node.implements.length === 0) return [];
  const { root } = lineage(node, file.source);
  // A class over a parameter is one of many, and the mark of each is up to who asks for it.
  if (root?.kind === "variable") return [];
  return implementedContracts(file, node).filter(({ name }) =>
    !isMarked(file, node, name) && !isMarkedUnseen(file, name) &&
    !(root?.kind === "hooked" && root.contract === name) &&
    !file.uses.some((use) => use.contract === name && use.home === node)
  );
}

/** Reports a class that implements a contract without its mark, and offers to add the mark. */
export function reportUnmarked(
  { context, source }: LintedFile,
  node: ClassNode,
  { name, isShown }: ContractName,
): void {
  const fix = addMarker(node, name, source);
  const advice = `Add "static { ${markerText(node, name)}; }" as the last member of the class`;
  const doubt = `, or import ${name} with "import type" if it is an interface and no contract`;
  context.report({
    range: nameRange(node, source),
    message: `The ${classLabel(node)} implements ${name} without its mark:` +
      " it is neither checked nor registered",
    hint: isShown ? advice : advice + doubt,
    ...(fix && { fix }),
  });
}
