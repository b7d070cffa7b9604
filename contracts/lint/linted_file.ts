import { type ContractUse, readUse } from "./contract_use.ts";
import { type ClassNode, headText, isAmbient } from "./class_syntax.ts";

/** What the rules ask about a file. */
export interface LintedFile {
  readonly context: Deno.lint.RuleContext;
  readonly source: string;
  /** Every class that the file defines, in the order of the source. */
  readonly classes: readonly ClassNode[];
  readonly uses: readonly ContractUse[];
  /** Every name, declared or used. */
  readonly identifiers: readonly Deno.lint.Identifier[];
}

/** A rule that looks at each class of a file, once it knows the whole file. */
export function classRule(check: (file: LintedFile, node: ClassNode) => void): Deno.lint.Rule {
  return {
    create: (context) =>
      readFile(context, (file) => {
        for (const node of file.classes) check(file, node);
      }),
  };
}

/** Reads a file that may speak of contracts, and hands it on at its end. */
function readFile(
  context: Deno.lint.RuleContext,
  check: (file: LintedFile) => void,
): Deno.lint.LintVisitor {
  const source = context.sourceCode.text;
  // Both "implements" and ".implement" hold the word; most files do not.
  if (context.filename.endsWith(".d.ts") || !source.includes("implement")) return {};
  const classes: ClassNode[] = [];
  const uses: ContractUse[] = [];
  const identifiers: Deno.lint.Identifier[] = [];
  function takeClass(node: ClassNode): void {
    if (!isAmbient(node, source)) classes.push(node);
  }
  return {
    ClassDeclaration: takeClass,
    ClassExpression: takeClass,
    Identifier(node) {
      identifiers.push(node);
    },
    MemberExpression(node) {
      const use = readUse(node, source);
      if (use !== undefined) uses.push(use);
    },
    "Program:exit"() {
      if (classes.length > 0) check({ context, source, classes, uses, identifiers });
    },
  };
}

/** Whether the file shows that a class implements a contract. */
export function isMarked({ uses, source }: LintedFile, node: ClassNode, contract: string): boolean {
  // The linter hides the decorators of class expressions.
  const head = headText(node, source).replaceAll(/\s/g, "");
  return head.includes(`@${contract}.implement`) ||
    uses.some((use) =>
      use.contract === contract && use.form !== "instance" &&
      use.about.kind === "class" && use.about.node === node
    );
}

/** The contracts that a class is marked with, by static block, decorator or call. */
export function markersOf(file: LintedFile, node: ClassNode): string[] {
  const names = new Set(file.uses.map((use) => use.contract));
  return [...names].filter((contract) => isMarked(file, node, contract));
}

/** Whether the file marks classes in a way that hides which, such as a loop over a list. */
export function isMarkedUnseen({ uses }: LintedFile, contract: string): boolean {
  return uses.some((use) =>
    use.contract === contract && (use.about.kind === "variable" || use.about.kind === "unknown")
  );
}
