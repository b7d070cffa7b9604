import { isComputed } from "./class_syntax.ts";
import { indentAt, stepOf } from "./indent.ts";

/** A function that stands in a field. */
export type FunctionNode = Deno.lint.ArrowFunctionExpression | Deno.lint.FunctionExpression;

/**
 * Writes a field that holds a function as a method; `undefined` where that could change what it
 * does: an arrow function keeps its `this`, and a typed field gives types to its parameters.
 */
export function methodText(
  field: Deno.lint.PropertyDefinition,
  value: FunctionNode,
  source: string,
): string | undefined {
  const text = source.slice(...value.range);
  const head = source.slice(field.range[0], value.body.range[0]);
  const isTyped = field.typeAnnotation || field.readonly || field.optional || field.declare;
  if (isTyped || field.decorators.length > 0 || /\/[/*]/.test(head)) return undefined;
  const isArrow = value.type === "ArrowFunctionExpression";
  if (isArrow ? /\b(?:this|super)\b/.test(text) : value.id !== null) return undefined;
  const key = source.slice(...field.key.range);
  const inBrackets = isComputed(field, source);
  const start = inBrackets ? source.lastIndexOf("[", field.key.range[0]) : field.key.range[0];
  const words = source.slice(field.range[0], start) + (value.async ? "async " : "") +
    (value.generator ? "*" : "");
  const name = inBrackets ? `[${key}]` : key;
  return words + name +
    (isArrow ? afterArrow(value, text, indentAt(field.range[0], source)) : afterFunction(text));
}

/** Parameters, type of the result and body of an arrow function, as a method has them. */
function afterArrow(
  { range, body, params }: Deno.lint.ArrowFunctionExpression,
  text: string,
  indent: string,
): string {
  const arrow = text.lastIndexOf("=>", body.range[0] - range[0] - 1);
  const head = text.slice(0, arrow).trim().replace(/^async(?=[\s(<])\s*/, "");
  const isBare = params.length === 1 && !/^[(<]/.test(head);
  const rest = text.slice(arrow + "=>".length).trim();
  const block = body.type === "BlockStatement"
    ? rest
    : `{\n${indent}${stepOf(indent)}return ${rest};\n${indent}}`;
  return `${isBare ? `(${head})` : head} ${block}`;
}

/** The same of a function expression. */
function afterFunction(text: string): string {
  return text.replace(/^(?:async\s+)?function\s*\*?\s*/, "");
}
