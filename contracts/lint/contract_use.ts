import { type ClassSource, contractMethod, followClass } from "./class_source.ts";
import { type ClassNode, isClassNode } from "./class_syntax.ts";
import { parentOf } from "./scope.ts";

/** One `Store.implement` or `Store.base` in a file. */
export interface ContractUse {
  /** The contract as it is written: `Store`, `shop.Store`. */
  readonly contract: string;
  /** The two words with the point between them. */
  readonly node: Deno.lint.MemberExpression;
  /** How the class is named: decorated, `this` in its definition or of an instance, or passed. */
  readonly form: "decorator" | "this" | "instance" | "argument";
  /** The class that it is about. */
  readonly about: ClassSource;
  /** The class in whose static block it stands. */
  readonly home: ClassNode | undefined;
}

/** Reads a `Store.implement` or `Store.base`, called or handed on. */
export function readUse(node: Deno.lint.MemberExpression, source: string): ContractUse | undefined {
  const method = contractMethod(node, source);
  if (method === undefined) return undefined;
  const { contract } = method;
  const home = staticHome(node);
  const { parent } = node;
  if (parent.type === "Decorator") {
    const about: ClassSource = isClassNode(parent.parent)
      ? { kind: "class", node: parent.parent }
      : { kind: "unknown" };
    return { contract, node, home, form: "decorator", about };
  }
  const first = calledWith(node);
  if (first?.type === "ThisExpression") return { contract, node, home, ...readThis(first) };
  const about: ClassSource = first === undefined ? { kind: "unknown" } : followClass(first, source);
  return { contract, node, home, form: "argument", about };
}

/** The first argument, if the member is called. */
export function calledWith(node: Deno.lint.MemberExpression): Deno.lint.Node | undefined {
  const { parent } = node;
  return parent.type === "CallExpression" && parent.callee === node
    ? parent.arguments[0]
    : undefined;
}

/** The class in whose static block a node stands, with no function between. */
function staticHome(node: Deno.lint.Node): ClassNode | undefined {
  for (let at: Deno.lint.Node | null = node; at !== null; at = parentOf(at)) {
    if (at.type === "StaticBlock") return at.parent.parent;
    if (isClassNode(at) || isFunction(at) || at.type === "ArrowFunctionExpression") break;
  }
  return undefined;
}

/** The class whose `this` it is, or of whose instance. */
function readThis(node: Deno.lint.ThisExpression): Pick<ContractUse, "form" | "about"> {
  let isStatic = false;
  for (let at: Deno.lint.Node | null = node; at !== null; at = parentOf(at)) {
    if (at.type === "StaticBlock" || ("static" in at && at.static)) isStatic = true;
    if (at.type === "ClassBody") {
      const about: ClassSource = { kind: "class", node: at.parent };
      return { form: isStatic ? "this" : "instance", about };
    }
    if (isFunction(at) && parentOf(at)?.type !== "MethodDefinition") break;
  }
  return { form: "argument", about: { kind: "unknown" } };
}

/** Whether a function has a `this` of its own. */
function isFunction({ type }: Deno.lint.Node): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression";
}
