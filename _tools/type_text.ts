/**
 * Writes the types that `deno doc --json` reports as TypeScript, on one line.
 *
 * @module
 */

/** A type as `deno doc --json` reports it. */
export interface DocType {
  readonly kind: string;
  readonly repr?: string;
  // deno-lint-ignore no-explicit-any -- the shape differs by kind; every kind is written below
  readonly value?: any;
}

/** A parameter as `deno doc --json` reports it. */
export interface DocParam {
  readonly kind: "identifier" | "rest" | "assign" | "object" | "array";
  readonly name?: string;
  readonly optional?: boolean;
  readonly arg?: DocParam;
  readonly left?: DocParam;
  readonly tsType?: DocType;
}

/** A type parameter as `deno doc --json` reports it. */
export interface DocTypeParam {
  readonly name: string;
  readonly constraint?: DocType;
  readonly default?: DocType;
}

/** A member of an interface or a type literal as `deno doc --json` reports it. */
export interface DocMember {
  readonly name?: string;
  readonly kind?: string;
  readonly readonly?: boolean;
  readonly optional?: boolean;
  readonly params?: readonly DocParam[];
  readonly typeParams?: readonly DocTypeParam[];
  readonly tsType?: DocType;
  readonly returnType?: DocType;
}

/** The members of an interface or a type literal, by sort. */
export interface DocMembers {
  readonly constructors?: readonly DocMember[];
  readonly callSignatures?: readonly DocMember[];
  readonly indexSignatures?: readonly DocMember[];
  readonly properties?: readonly DocMember[];
  readonly methods?: readonly DocMember[];
}

type Writer = (type: DocType) => string;

const WRITERS: Readonly<Record<string, Writer>> = {
  keyword: ({ value }) => value,
  this: () => "this",
  literal: ({ value }) => literalText(value),
  typeRef: ({ value }) => value.typeName + typeArguments(value.typeParams),
  union: ({ value }) => value.map(typeText).join(" | "),
  intersection: ({ value }) => value.map(typeText).join(" & "),
  array: ({ value }) => `${typeText(value)}[]`,
  tuple: ({ value }) => `[${value.map(typeText).join(", ")}]`,
  rest: ({ value }) => `...${typeText(value)}`,
  optional: ({ value }) => `${typeText(value)}?`,
  parenthesized: ({ value }) => `(${typeText(value)})`,
  typeOperator: ({ value }) => `${value.operator} ${typeText(value.tsType)}`,
  typeQuery: ({ value }) => `typeof ${value}`,
  indexedAccess: ({ value }) => `${typeText(value.objType)}[${typeText(value.indexType)}]`,
  infer: ({ value }) => `infer ${typeParamText(value.typeParam)}`,
  importType: ({ value }) =>
    `import("${value.specifier}")${value.qualifier ? "." + value.qualifier : ""}` +
    typeArguments(value.typeParams),
  conditional: ({ value }) =>
    `${typeText(value.checkType)} extends ${typeText(value.extendsType)} ` +
    `? ${typeText(value.trueType)} : ${typeText(value.falseType)}`,
  fnOrConstructor: ({ value }) =>
    (value.constructor === true ? "new " : "") + typeParamsText(value.typeParams) +
    `${paramsText(value.params)} => ${typeText(value.tsType)}`,
  typePredicate: ({ value }) =>
    (value.asserts ? "asserts " : "") + (value.param.name ?? "this") +
    (value.type ? ` is ${typeText(value.type)}` : ""),
  mapped: ({ value }) =>
    `{ ${modifier(value.readonly, "readonly ")}[${value.typeParam.name} in ` +
    `${typeText(value.typeParam.constraint)}` +
    (value.nameType ? ` as ${typeText(value.nameType)}` : "") +
    `]${modifier(value.optional, "?")}: ${typeText(value.tsType)} }`,
  typeLiteral: ({ value }) => {
    const members = memberTexts(value);
    return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
  },
};

/** Writes a type. A kind that is not known is an error: the surface file must not hide a change. */
export function typeText(type: DocType | undefined): string {
  if (type === undefined) return "unknown";
  const write = WRITERS[type.kind];
  if (write === undefined) throw new Error(`Cannot write a type of kind ${type.kind}`);
  return write(type);
}

function literalText(value: Record<string, unknown> & { kind: string }): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.string);
    case "bigInt":
      return `${value.string}n`;
    case "template":
      return "`" +
        (value.tsTypes as DocType[]).map((part) =>
          part.kind === "literal" && part.value.kind === "string"
            ? part.value.string
            : "${" + typeText(part) + "}"
        ).join("") + "`";
    default:
      return String(value[value.kind]);
  }
}

function modifier(value: boolean | "+" | "-" | undefined, word: string): string {
  return value === undefined || value === false ? "" : value === true ? word : value + word;
}

function typeArguments(types: readonly DocType[] | undefined): string {
  return types === undefined || types.length === 0 ? "" : `<${types.map(typeText).join(", ")}>`;
}

function typeParamText(param: DocTypeParam): string {
  const constraint = param.constraint ? ` extends ${typeText(param.constraint)}` : "";
  return param.name + constraint + (param.default ? ` = ${typeText(param.default)}` : "");
}

/** Writes type parameters with their brackets. */
export function typeParamsText(params: readonly DocTypeParam[] | undefined): string {
  return params === undefined || params.length === 0
    ? ""
    : `<${params.map(typeParamText).join(", ")}>`;
}

/** Writes parameters with their parentheses; a destructured one is called `options`. */
export function paramsText(params: readonly DocParam[] | undefined): string {
  return `(${(params ?? []).map((param) => paramText(param)).join(", ")})`;
}

function paramText(param: DocParam, isOptional = false): string {
  if (param.kind === "assign") return paramText(param.left!, true);
  if (param.kind === "rest") return `...${param.arg!.name ?? "rest"}: ${typeText(param.tsType)}`;
  const mark = param.optional || isOptional ? "?" : "";
  return `${param.name ?? "options"}${mark}: ${typeText(param.tsType)}`;
}

/** Writes a function's type parameters, parameters and result. */
export function signatureText(member: DocMember): string {
  const result = member.returnType ?? member.tsType;
  return typeParamsText(member.typeParams) + paramsText(member.params) +
    (result === undefined ? "" : `: ${typeText(result)}`);
}

/** Writes the members of an interface or a type literal, one text each. */
export function memberTexts(members: DocMembers): string[] {
  const prefix = (member: DocMember) => member.readonly ? "readonly " : "";
  const nameOf = (member: DocMember) => member.name + (member.optional ? "?" : "");
  return [
    ...(members.constructors ?? []).map((member) => `new ${signatureText(member)}`),
    ...(members.callSignatures ?? []).map(signatureText),
    ...(members.indexSignatures ?? []).map((member) =>
      `${prefix(member)}[${paramsText(member.params).slice(1, -1)}]: ${typeText(member.tsType)}`
    ),
    ...(members.properties ?? []).map((member) =>
      `${prefix(member)}${nameOf(member)}: ${typeText(member.tsType)}`
    ),
    ...(members.methods ?? []).map((member) =>
      `${accessor(member.kind)}${nameOf(member)}${signatureText(member)}`
    ),
  ];
}

/** The word before an accessor's name. */
export function accessor(kind: string | undefined): string {
  return kind === "getter" ? "get " : kind === "setter" ? "set " : "";
}
