/**
 * Writes the public surface to `docs/api.txt`: every entry, every symbol, one line each, sorted, so
 * that a change of the surface is a diff that somebody reads. `--check` compares instead.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readPackageFile, repository } from "./source_files.ts";
import {
  accessor,
  type DocMember,
  type DocMembers,
  type DocType,
  type DocTypeParam,
  memberTexts,
  signatureText,
  typeParamsText,
  typeText,
} from "./type_text.ts";

/** A declaration as `deno doc --json` reports it. */
interface DocDeclaration {
  readonly kind: string;
  readonly declarationKind: string;
  readonly def?: DocMembers & DocMember & {
    readonly isAbstract?: boolean;
    readonly extends?: string | readonly DocType[];
    readonly superTypeParams?: readonly DocType[];
    readonly implements?: readonly DocType[];
    readonly typeParams?: readonly DocTypeParam[];
    readonly properties?: readonly DocClassMember[];
    readonly methods?: readonly DocClassMember[];
    readonly hasBody?: boolean;
    readonly members?: readonly { readonly name: string; readonly init?: DocType }[];
    readonly elements?: readonly DocSymbol[];
  };
}

/** A member of a class. */
interface DocClassMember extends DocMember {
  readonly isStatic?: boolean;
  readonly isAbstract?: boolean;
  readonly accessibility?: string;
  readonly functionDef?: DocMember;
}

/** A name and what it stands for. */
interface DocSymbol {
  readonly name: string;
  readonly declarations: readonly DocDeclaration[];
}

/** Writes the surface of every entry of a package. */
export async function writeSurface(root: string): Promise<string> {
  const { name, exports } = await readPackageFile(root);
  const parts = await Promise.all(
    Object.entries(exports).map(async ([entry, path]) => {
      const lines = (await readSymbols(root, path)).flatMap(symbolLines);
      return [`# ${join(name, entry)}`, ...lines].join("\n") + "\n";
    }),
  );
  return parts.join("\n");
}

async function readSymbols(root: string, path: string): Promise<DocSymbol[]> {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", path],
    cwd: root,
  }).output();
  const decoder = new TextDecoder();
  if (!output.success) throw new Error(`deno doc ${path}: ${decoder.decode(output.stderr)}`);
  const { nodes } = JSON.parse(decoder.decode(output.stdout));
  const symbols: DocSymbol[] = nodes[pathToFileURL(join(root, path)).href]?.symbols ?? [];
  return symbols.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The lines of one symbol; its members are indented below it. */
function symbolLines({ name, declarations }: DocSymbol): string[] {
  const exported = declarations.filter(({ declarationKind }) => declarationKind === "export");
  const overloads = exported.filter(({ kind, def }) => kind === "function" && !def?.hasBody);
  return exported
    .filter(({ kind, def }) => kind !== "function" || overloads.length === 0 || !def?.hasBody)
    .flatMap((declaration) => declarationLines(name, declaration));
}

function declarationLines(name: string, { kind, def = {} }: DocDeclaration): string[] {
  const generic = name + typeParamsText(def.typeParams);
  switch (kind) {
    case "function":
      return [`function ${name}${signatureText(def)}`];
    case "variable":
      return [`${def.kind} ${name}: ${typeText(def.tsType)}`];
    case "typeAlias":
      return [`type ${generic} = ${typeText(def.tsType)}`];
    case "interface":
      return [
        `interface ${generic}${listText(" extends ", def.extends)}`,
        ...memberTexts(def).map(indent).sort(),
      ];
    case "class":
      return [classText(generic, def), ...classLines(def).map(indent).sort()];
    case "enum":
      return [`enum ${name}`, ...(def.members ?? []).map((member) => indent(enumText(member)))];
    case "namespace":
      return [`namespace ${name} { ${(def.elements ?? []).map((e) => e.name).sort().join(", ")} }`];
    default:
      throw new Error(`Cannot write ${name}, which is a ${kind}`);
  }
}

function classText(generic: string, def: NonNullable<DocDeclaration["def"]>): string {
  const base = def.extends === undefined ? "" : ` extends ${def.extends}`;
  const types = (def.superTypeParams ?? []).map(typeText).join(", ");
  return (def.isAbstract ? "abstract class " : "class ") + generic + base +
    (types === "" ? "" : `<${types}>`) + listText(" implements ", def.implements);
}

function classLines(def: NonNullable<DocDeclaration["def"]>): string[] {
  const isVisible = (member: DocClassMember) => member.accessibility !== "private";
  return [
    ...(def.constructors ?? []).filter(isVisible).map((member) => `new ${signatureText(member)}`),
    ...(def.properties ?? []).filter(isVisible).map((member) =>
      `${words(member)}${member.readonly ? "readonly " : ""}${member.name}` +
      `${member.optional ? "?" : ""}: ${typeText(member.tsType)}`
    ),
    ...(def.methods ?? []).filter(isVisible).map((member) =>
      words(member) + accessor(member.kind) + member.name + (member.optional ? "?" : "") +
      signatureText(member.functionDef ?? member)
    ),
  ];
}

function words({ accessibility, isStatic, isAbstract }: DocClassMember): string {
  return (accessibility === "protected" ? "protected " : "") + (isStatic ? "static " : "") +
    (isAbstract ? "abstract " : "");
}

function enumText({ name, init }: { readonly name: string; readonly init?: DocType }): string {
  return name + (init === undefined ? "" : ` = ${typeText(init)}`);
}

function listText(word: string, types: string | readonly DocType[] | undefined): string {
  if (typeof types !== "object" || types.length === 0) return "";
  return word + types.map(typeText).join(", ");
}

function indent(line: string): string {
  return `  ${line}`;
}

/** The lines that were removed and added, in the order of the texts; `""` when they are equal. */
export function diffLines(before: string, after: string): string {
  const old = before.split("\n");
  const now = after.split("\n");
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i]![j] = old[i] === now[j]
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) i++, j++;
    else if (j === now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push(`- ${old[i++]}`);
    } else lines.push(`+ ${now[j++]}`);
  }
  return lines.join("\n");
}

if (import.meta.main) {
  const path = join(repository, "docs/api.txt");
  const surface = await writeSurface(repository);
  if (Deno.args.includes("--check")) {
    const difference = diffLines(await Deno.readTextFile(path).catch(() => ""), surface);
    if (difference === "") console.log("api: docs/api.txt is the public surface");
    else {
      console.error(`${difference}\napi: the public surface has changed: run "deno task api"`);
      Deno.exitCode = 1;
    }
  } else {
    await Deno.mkdir(join(repository, "docs"), { recursive: true });
    await Deno.writeTextFile(path, surface);
    console.log("api: wrote docs/api.txt");
  }
}
