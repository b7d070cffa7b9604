import { type ClassNode, isClassNode } from "./class_syntax.ts";
import { findDeclaration } from "./scope.ts";

/** What an expression that stands for a class leads to, as far as one file can tell. */
export type ClassSource =
  | { readonly kind: "class"; readonly node: ClassNode }
  /** A base class that a contract watches: `Store.base(AbstractStore)`. */
  | { readonly kind: "hooked"; readonly contract: string }
  /** A parameter, or what a pattern or a loop has bound. */
  | { readonly kind: "variable" }
  | { readonly kind: "imported" }
  | { readonly kind: "unknown" };

/** The contract and the method of `Store.implement` and `Store.base`. */
export interface ContractMethod {
  /** The contract as it is written. */
  readonly contract: string;
  readonly method: "implement" | "base";
}

/** Takes `Store.implement` and `Store.base` apart. */
export function contractMethod(node: Deno.lint.Node, source: string): ContractMethod | undefined {
  if (node.type !== "MemberExpression" || node.computed) return undefined;
  if (node.property.type !== "Identifier") return undefined;
  const method = node.property.name;
  if (method !== "implement" && method !== "base") return undefined;
  return { contract: source.slice(...node.object.range), method };
}

/** Follows names and wrapping calls to the class that is meant. */
export function followClass(expression: Deno.lint.Node, source: string): ClassSource {
  if (isClassNode(expression)) return { kind: "class", node: expression };
  if (expression.type === "Identifier") return followName(expression, source);
  if (expression.type !== "CallExpression") return { kind: "unknown" };
  const { callee, arguments: [first] } = expression;
  const called = contractMethod(callee, source);
  if (called?.method === "base") return { kind: "hooked", contract: called.contract };
  if (called === undefined || first === undefined) return { kind: "unknown" };
  return followClass(first, source);
}

function followName(name: Deno.lint.Identifier, source: string): ClassSource {
  const found = findDeclaration(name, name.name, "value")?.node;
  if (found === undefined || found.type.startsWith("Import")) return { kind: "imported" };
  if (isClassNode(found)) return { kind: "class", node: found };
  if (found.type === "Identifier") return { kind: "variable" };
  if (found.type !== "VariableDeclarator" || !found.init) return { kind: "unknown" };
  // A variable that names itself leads nowhere.
  if (found.parent.kind !== "const" || found.range[0] > name.range[0]) return { kind: "unknown" };
  return followClass(found.init, source);
}

/** The classes of the same file that a class extends, nearest first. */
export interface Lineage {
  readonly parents: readonly ClassNode[];
  /** Where the file knows no further; `undefined` if the last one extends nothing. */
  readonly root: Exclude<ClassSource, { kind: "class" }> | undefined;
}

/** Follows `extends` as far as one file can tell. */
export function lineage(node: ClassNode, source: string): Lineage {
  const parents: ClassNode[] = [];
  let current = node;
  while (current.superClass !== null) {
    const from = followClass(current.superClass, source);
    if (from.kind !== "class") return { parents, root: from };
    if (from.node === node || parents.includes(from.node)) break;
    parents.push(current = from.node);
  }
  return { parents, root: undefined };
}
