import { keyName } from "./class_syntax.ts";
import { findDeclaration } from "./scope.ts";

/** Whether a variable or parameter is a contract: by its type, or by the call that makes it. */
export function declaresContract(node: Deno.lint.Node, source: string): boolean {
  const id = node.type === "VariableDeclarator" ? node.id : node;
  if (id.type === "Identifier" && isContractType(id.typeAnnotation, source)) return true;
  return node.type === "VariableDeclarator" && contractCall(node, source) !== undefined;
}

/** The entries under `members` or `statics` by name, if all of them stand in this file. */
export function specifiedEntries(
  declaration: Deno.lint.Node | undefined,
  part: "members" | "statics",
  source: string,
): ReadonlyMap<string, Deno.lint.Node> | undefined {
  if (declaration?.type !== "VariableDeclarator") return undefined;
  const call = contractCall(declaration, source);
  if (call === undefined || isExtension(call.callee)) return undefined;
  const spec = propertiesOf(call.arguments[1]!, source);
  if (spec === undefined) return undefined;
  const entries = spec.get(part);
  return entries === undefined ? new Map() : propertiesOf(entries, source);
}

function isContractType(
  annotation: Deno.lint.TSTypeAnnotation | undefined,
  source: string,
): boolean {
  const type = annotation?.typeAnnotation;
  if (type?.type !== "TSTypeReference" || !type.typeArguments) return false;
  return /^(?:\w+\.)*Contract$/.test(source.slice(...type.typeName.range));
}

/** The call of `contract(id, spec)` or `Parent.extend(id, spec)` that makes a variable. */
function contractCall(
  { init }: Deno.lint.VariableDeclarator,
  source: string,
): Deno.lint.CallExpression | undefined {
  if (init?.type !== "CallExpression") return undefined;
  const spec = init.arguments[1];
  return spec !== undefined && isMaker(init.callee, spec, source) ? init : undefined;
}

function isMaker(callee: Deno.lint.Node, spec: Deno.lint.Node, source: string): boolean {
  if (isExtension(callee) || isMember(callee, "contract")) return looksLikeSpec(spec, source);
  if (callee.type !== "Identifier") return false;
  const declared = findDeclaration(callee, callee.name, "value")?.node;
  if (declared?.type !== "ImportSpecifier") return false;
  const { imported } = declared;
  const name = imported.type === "Identifier" ? imported.name : imported.value;
  return name === "contract" && looksLikeSpec(spec, source);
}

function isExtension(callee: Deno.lint.Node): boolean {
  return isMember(callee, "extend");
}

function isMember(node: Deno.lint.Node, name: string): boolean {
  return node.type === "MemberExpression" && !node.computed &&
    node.property.type === "Identifier" && node.property.name === name;
}

/** Whether an argument may be a specification: one kept elsewhere, or one that lists members. */
function looksLikeSpec(spec: Deno.lint.Node, source: string): boolean {
  if (spec.type !== "ObjectExpression") return spec.type === "Identifier";
  const properties = propertiesOf(spec, source);
  return properties === undefined || properties.has("members") || properties.has("statics");
}

/** The properties of an object by name; `undefined` if it takes some from elsewhere. */
function propertiesOf(
  node: Deno.lint.Node,
  source: string,
): Map<string, Deno.lint.Node> | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  const found = new Map<string, Deno.lint.Node>();
  for (const property of node.properties) {
    if (property.type !== "Property") return undefined;
    const name = keyName(property, source);
    if (name !== undefined) found.set(name, property.value);
  }
  return found;
}
