/** A place where a name is declared. */
export interface Declaration {
  /** The declarator, specifier, parameter, class, interface or the like. */
  readonly node: Deno.lint.Node;
  /** How many nodes stand around its scope: an inner scope has more. */
  readonly depth: number;
}

/** The two things that a name can stand for at once. */
export type Meaning = "type" | "value";

/** The node around a node; `null` around the program. */
export function parentOf(node: Deno.lint.Node): Deno.lint.Node | null {
  return "parent" in node ? node.parent as Deno.lint.Node : null;
}

/** Finds what a name stands for at a node: the declaration in the innermost scope that has one. */
export function findDeclaration(
  at: Deno.lint.Node,
  name: string,
  meaning: Meaning,
): Declaration | undefined {
  for (let scope: Deno.lint.Node | null = at; scope !== null; scope = parentOf(scope)) {
    for (const [declared, node] of namesIn(scope)) {
      if (declared === name && hasMeaning(node, meaning)) return { node, depth: depthOf(scope) };
    }
  }
  return undefined;
}

function hasMeaning({ type }: Deno.lint.Node, meaning: Meaning): boolean {
  if (type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration") {
    return meaning === "type";
  }
  return meaning === "value" || type.startsWith("Class") || type.startsWith("Import") ||
    type === "TSEnumDeclaration" || type === "TSImportEqualsDeclaration";
}

function depthOf(node: Deno.lint.Node): number {
  let depth = 0;
  for (let above = parentOf(node); above !== null; above = parentOf(above)) depth++;
  return depth;
}

type Named = readonly [name: string, node: Deno.lint.Node];

/** The names that a node declares for what stands in it. */
function namesIn(scope: Deno.lint.Node): Named[] {
  switch (scope.type) {
    case "Program":
    case "BlockStatement":
    case "TSModuleBlock":
      return scope.body.flatMap(namesOf);
    case "SwitchCase":
      return scope.consequent.flatMap(namesOf);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return scope.params.flatMap((one) =>
        namesOfPattern(one.type === "TSParameterProperty" ? one.parameter : one)
      );
    case "ClassExpression":
      return namesOf(scope);
    case "CatchClause":
      return scope.param === null ? [] : namesOfPattern(scope.param);
    case "ForStatement":
      return scope.init === null ? [] : namesOf(scope.init);
    case "ForOfStatement":
    case "ForInStatement":
      return namesOf(scope.left);
    default:
      return [];
  }
}

/** The names that a statement declares for what stands beside it. */
function namesOf(node: Deno.lint.Node): Named[] {
  switch (node.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      return node.declaration === null ? [] : namesOf(node.declaration);
    case "VariableDeclaration":
      return node.declarations.flatMap((one) =>
        namesOfPattern(one.id).map(([name, at]) => [name, at === one.id ? one : at] as const)
      );
    case "ImportDeclaration":
      return node.specifiers.map((one) => [one.local.name, one] as const);
    case "ClassDeclaration":
    case "ClassExpression":
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
    case "TSImportEqualsDeclaration":
      return node.id?.type === "Identifier" ? [[node.id.name, node]] : [];
    default:
      return [];
  }
}

/** The names that a parameter or the left side of a declaration binds. */
function namesOfPattern(node: Deno.lint.Node): Named[] {
  switch (node.type) {
    case "Identifier":
      return [[node.name, node]];
    case "AssignmentPattern":
      return namesOfPattern(node.left);
    case "RestElement":
      return namesOfPattern(node.argument);
    case "ArrayPattern":
      return node.elements.flatMap((one) => one === null ? [] : namesOfPattern(one));
    case "ObjectPattern":
      return node.properties.flatMap((one) =>
        namesOfPattern(one.type === "Property" ? one.value : one)
      );
    default:
      return [];
  }
}
