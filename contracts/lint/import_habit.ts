import type { LintedFile } from "./linted_file.ts";

/** Whether an import brings a type alone. */
export function isTypeImport(node: Deno.lint.Node): boolean {
  if ("importKind" in node && node.importKind === "type") return true;
  return "parent" in node && node.parent?.type === "ImportDeclaration" &&
    node.parent.importKind === "type";
}

/**
 * Whether a name that the file only implements was imported as a value on purpose, which is the
 * trace that a contract without its mark leaves. A file that also imports other types as values
 * does not tell types from values.
 */
export function isValueOnPurpose(file: LintedFile, name: string): boolean {
  const uses = countUses(file);
  const own = uses.get(name);
  if (own === undefined || own.asValue > 0) return false;
  for (const [other, { asValue, asType, implemented }] of uses) {
    if (other !== name && asValue === 0 && asType > implemented) return false;
  }
  return own.asType === own.implemented;
}

interface NameUse {
  asValue: number;
  asType: number;
  /** How many of the types stand in `implements`. */
  implemented: number;
}

/** How the names that the file imports as values are used. */
function countUses({ identifiers }: LintedFile): Map<string, NameUse> {
  const uses = new Map<string, NameUse>();
  for (const { name, parent } of identifiers) {
    if (!parent.type.startsWith("Import") || isTypeImport(parent)) continue;
    uses.set(name, { asValue: 0, asType: 0, implemented: 0 });
  }
  for (const identifier of identifiers) {
    const use = uses.get(identifier.name);
    if (use === undefined) continue;
    const role = roleOf(identifier);
    if (role === "type") use.asType++;
    if (role === "value") use.asValue++;
    if (identifier.parent.type === "TSClassImplements") use.implemented++;
  }
  return uses;
}

/** What a name stands in where only its type counts. */
const TYPE_PLACES: ReadonlySet<string> = new Set([
  "TSClassImplements",
  "TSInterfaceHeritage",
  "TSQualifiedName",
  "TSTypeQuery",
  "TSTypeReference",
]);

function roleOf(node: Deno.lint.Identifier): "type" | "value" | "name" {
  const { parent } = node;
  if (parent.type.startsWith("Import")) return "name";
  if (TYPE_PLACES.has(parent.type)) return "type";
  if (parent.type === "MemberExpression" && parent.property === node && !parent.computed) {
    return "name";
  }
  return "value";
}
