import { parentOf } from "./scope.ts";

/** A class as it is written. */
export type ClassNode = Deno.lint.ClassDeclaration | Deno.lint.ClassExpression;

/** Something between the braces of a class. */
export type MemberNode = Deno.lint.ClassBody["body"][number];

/** Whether a node is a class. */
export function isClassNode(node: Deno.lint.Node | null | undefined): node is ClassNode {
  return node?.type === "ClassDeclaration" || node?.type === "ClassExpression";
}

/** Whether a class is only told about: `declare class`, or in something that is declared. */
export function isAmbient(node: ClassNode, source: string): boolean {
  // The linter does not tell a declared class from others.
  if (/\bdeclare\s+(?:abstract\s+)?class\s*$/.test(headText(node, source))) return true;
  for (let at: Deno.lint.Node | null = node; at !== null; at = parentOf(at)) {
    if ("declare" in at && at.declare) return true;
  }
  return false;
}

/** What a class is called in a message: `class "MemoryStore"`. */
export function classLabel(node: ClassNode): string {
  const name = node.id?.name ?? boundName(node);
  return name === undefined ? "anonymous class" : `class "${name}"`;
}

/** The name of the constant that a class expression is kept in, if it is. */
function boundName({ parent }: ClassNode): string | undefined {
  if (parent.type !== "VariableDeclarator" || parent.id.type !== "Identifier") return undefined;
  return parent.id.name;
}

/** Where a class is reported: at its name, or at the word `class` if it has none. */
export function nameRange(node: ClassNode, source: string): Deno.lint.Range {
  if (node.id !== null) return node.id.range;
  const start = node.range[0] + headText(node, source).search(/\bclass\b/);
  return [start, start + "class".length];
}

/** What stands before the name of a class, or before its first part if it has none. */
export function headText(
  { id, superClass, implements: [type], body: { body: [member] }, range }: ClassNode,
  source: string,
): string {
  // The linter gives the body the range of the whole class.
  const next = id ?? superClass ?? type ?? member;
  return source.slice(range[0], next?.range[0] ?? range[1]);
}

/** The name of a member as the source has it; `undefined` if it is private or has none. */
export function memberName(member: MemberNode, source: string): string | undefined {
  if (member.type === "StaticBlock" || member.type === "TSIndexSignature") return undefined;
  if ("accessibility" in member && isHidden(member.accessibility)) return undefined;
  return keyName(member, source);
}

function isHidden(accessibility: string | undefined): boolean {
  return accessibility === "private" || accessibility === "protected";
}

/** Something with a key. */
interface Keyed {
  readonly key: Deno.lint.Node;
  readonly computed: boolean;
}

/** The name in front of a member or property; `undefined` if it is private. */
export function keyName(keyed: Keyed, source: string): string | undefined {
  const { key } = keyed;
  if (key.type === "PrivateIdentifier") return undefined;
  if (isComputed(keyed, source)) return `[${source.slice(...key.range)}]`;
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}

/** Whether a key stands in brackets, which the linter does not say of fields. */
export function isComputed({ key, computed }: Keyed, source: string): boolean {
  return computed || source.slice(0, key.range[0]).trimEnd().endsWith("[");
}

/** The statements of a static block. */
export function blockStatements({ body }: Deno.lint.StaticBlock): readonly Deno.lint.Statement[] {
  // The types say a list, the linter gives the block around it.
  const block = body as readonly Deno.lint.Statement[] | Deno.lint.BlockStatement;
  return "body" in block ? block.body : block;
}
