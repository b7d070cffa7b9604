import { formsOf, typesIn } from "./value_form.ts";

/** What turns values of some forms into ones of some types; `_` is the value. */
const TABLE: readonly (readonly [forms: string, types: string, hint: string])[] = [
  ["numeral boolean bigint", "number integer", "convert it: Number(_)"],
  ["date", "number integer", "convert it: _.getTime()"],
  ["numeral number", "bigint", "convert it: BigInt(_)"],
  ["time number", "date", "convert it: new Date(_)"],
  ["truth", "boolean", 'compare it: _ === "true"'],
  ["number", "boolean", "compare it: _ !== 0"],
  ["json", "object array", "parse it: JSON.parse(_)"],
  ["number bigint boolean", "string", "convert it: String(_)"],
  ["date", "string", "convert it: _.toISOString()"],
  ["array iterable", "set", "convert it: new Set(_)"],
  ["array", "map", "convert it: new Map(_)"],
  ["object", "map", "convert it: new Map(Object.entries(_))"],
  ["map", "object", "convert it: Object.fromEntries(_)"],
  ["iterable", "array", "convert it: [..._]"],
  ["stream", "array", "collect it: await Array.fromAsync(_)"],
  ["array", "string number integer bigint boolean object date", "pass one item, not an array"],
  ["string number bigint boolean object date", "array", "wrap it: [_]"],
];

/** The table by form and type; of several hints for a pair the first counts. */
const CONVERSIONS = new Map<string, string>();
for (const [forms, types, hint] of TABLE.toReversed()) {
  for (const form of forms.split(" ")) {
    for (const type of types.split(" ")) CONVERSIONS.set(`${form} ${type}`, hint);
  }
}

/**
 * Says how to get from a value to what is asked for; nothing if it is of that type already, or if
 * there is no way that is worth a hint. `label` is how the value is written in code.
 */
export function conversionHint(
  received: unknown,
  expected: string,
  label: string,
): string | undefined {
  const forms = formsOf(received);
  const types = typesIn(expected);
  if (types.some((type) => forms.includes(type))) return undefined;
  if (forms.includes("class")) return `create one: new ${(received as { name: string }).name}()`;
  for (const type of types) {
    for (const form of forms) {
      const hint = CONVERSIONS.get(`${form} ${type}`);
      if (hint !== undefined) return hint.replace("_", () => label);
    }
  }
  const wantedClass = /instance of (\w+)/.exec(expected)?.[1];
  if (wantedClass && forms.includes("object")) return `create one: new ${wantedClass}()`;
  if (types.includes("function")) return `wrap it: () => ${label}`;
  return types.length > 0 && forms.includes("function") ? `call it: ${label}()` : undefined;
}
