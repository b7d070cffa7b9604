/** A class in the making: the text between its braces and what is to be done with it. */
export interface ClassText {
  readonly name: string;
  /** The class it extends. */
  readonly parent?: string;
  readonly body: string;
  /** Functions that the class is passed to, in this order, such as `C.implement`. */
  readonly marks?: readonly string[];
}

/** A way to write a class that implements a contract. */
export interface Form {
  readonly name: string;
  /** Whether decorators are meant as `experimentalDecorators` has them. */
  readonly isLegacy?: boolean;
  /** Whether the class extends a base that keeps the contract, and says nothing itself. */
  readonly isHooked?: boolean;
  /** Writes the class. */
  define(text: ClassText): string;
}

function classText({ name, parent, body }: ClassText, block = ""): string {
  return `class ${name}${parent === undefined ? "" : ` extends ${parent}`} { ${body} ${block} }`;
}

const staticBlock: Form = {
  name: "static block",
  define: (text) =>
    classText(text, `static { ${(text.marks ?? []).map((mark) => `${mark}(this);`).join(" ")} }`),
};

const decorator: Form = {
  name: "standard decorator",
  // The decorator that is nearest to the class is called first.
  define: (text) =>
    `${(text.marks ?? []).toReversed().map((mark) => `@${mark} `).join("")}${classText(text)}`,
};

const wrapper: Form = {
  name: "wrapper",
  define: (text) =>
    `const ${text.name} = ${
      (text.marks ?? []).reduce((inner, mark) => `${mark}(${inner})`, classText(text))
    };`,
};

/** What the TypeScript compiler writes for decorators with `experimentalDecorators`. */
const legacyCall: Form = {
  name: "legacy decorator",
  define: (text) =>
    `let ${text.name} = ${classText(text)};
     ${text.name} = legacyDecorate([${(text.marks ?? []).toReversed().join(", ")}], ${text.name});`,
};

/** For classes without a parent, under one contract: nothing is checked before the first `new`. */
const hookedBase: Form = {
  name: "hooked base",
  isHooked: true,
  define: (text) => {
    const contract = text.marks![0]!.replace(".implement", "");
    const parent = `${contract}.base(class Base {})`;
    return `${classText({ ...text, parent })} new ${text.name}();`;
  },
};

/** The forms that Deno runs as they are. */
export const FORMS: readonly Form[] = [staticBlock, decorator, wrapper, legacyCall, hookedBase];

/** The forms that the TypeScript compiler turns into JavaScript for other runtimes. */
export const COMPILED_FORMS: readonly Form[] = [
  staticBlock,
  decorator,
  wrapper,
  { ...decorator, name: "legacy decorator", isLegacy: true },
  hookedBase,
];

/** Puts classes into a module that makes them out of an environment. */
export function moduleText(classes: string, names: readonly string[]): string {
  return `
// Without a decorator in the module Deno passes the keyword "accessor" on to the engine as it is.
@(() => {}) class Lowered {}
const legacyDecorate = (decorators, target) =>
  decorators.reduceRight((current, decorate) => decorate(current) || current, target);
export default (env) => {
  const { ${names.join(", ")}, keep, freeze, snapshot } = env;
  ${classes}
};
`;
}
