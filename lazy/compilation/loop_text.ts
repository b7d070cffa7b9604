import type { Operator } from "../plan/operator.ts";
import { textOf, type Variable } from "./operator_text.ts";
import { type SinkForm, sinkTexts } from "./sink_text.ts";
import { readText, type SourceForm, sourceTexts } from "./source_text.ts";

/**
 * Items per call. A loop that goes on for long is compiled while it runs, and what comes of that takes
 * twice the time of a function that is called often.
 */
const SLICE = 1_024;

/** What stands where in the text. */
interface Body {
  readonly text: string;
  /** The counters of each `take` in it, at which the loops around them end. */
  readonly limits: readonly string[];
  /** How many items have come out at the end. */
  readonly count: string;
}

/** What does not change from one operator to the next. */
interface Outline {
  readonly operators: readonly Operator[];
  readonly sinkForm: SinkForm;
}

/**
 * Writes the loop that does some operators, from the source to the sink. It consists of fixed words
 * and of numbers that were counted here: callbacks, limits and labels are no part of the text.
 */
export function loopText(
  operators: readonly Operator[],
  sourceForm: SourceForm,
  sinkForm: SinkForm,
): string {
  const source = sourceTexts[sourceForm];
  const sink = sinkTexts[sinkForm];
  const constants = operators.map(({ kind }, at) => textOf(kind)!.constants(at)).join("");
  const state = stateText(operators, sink.variables);
  const { text, limits, count } = bodyText({ operators, sinkForm }, 0, 0, "i0", "i0");
  const loop = `const z=i0+${SLICE};\nEND:{\nL0:for(;i0<z;i0++){` +
    `if(!(${goesOnText(limits)}${source.isThere}))break END;\n${source.read}\n${text}}\n` +
    `${state.save}return\n}\n`;
  const isReading = sourceForm === "iterator" || operators.some(({ kind }) => kind === "flatMap");
  return `"use strict";\n${source.constants}${constants}${sink.constants}${state.restore}` +
    `let v,q,r;\n${isReading ? forgetting(loop) : loop}${sink.finish(count)}\nreturn false;\n`;
}

/**
 * Keeps variables from one call to the next. Counters have an array to themselves: small integers alone
 * come out of it as such.
 */
function stateText(
  operators: readonly Operator[],
  more: readonly Variable[],
): { restore: string; save: string } {
  const counters = ["i0", ...operators.flatMap(({ kind }, at) => isCounting(kind) ? `m${at}` : [])];
  const others = [
    ...operators.flatMap(({ kind }, at) => textOf(kind)!.variables?.(at) ?? []),
    ...more,
  ];
  const names = others.map(([name]) => name);
  const restore = [
    ...counters.map((name, at) => `${name}=y[${at}];`),
    ...names.map((name, at) => `${name}=u[${at}];`),
  ];
  const begin = [
    ...counters.map((name) => `${name}=${name === "i0" ? 0 : -1};`),
    ...others.map(([name, initial]) => `${name}=${initial};`),
  ];
  return {
    restore: `const y=x.counters,u=x.state;let ${[...counters, ...names]};\n` +
      `if(x.isBegun){${restore.join("")}}else{${begin.join("")}}\n`,
    save: [
      ...counters.map((name, at) => `y[${at}]=${name};`),
      ...names.map((name, at) => `u[${at}]=${name};`),
    ].join(""),
  };
}

/** Whether items are counted anew behind operators of a kind. */
function isCounting(kind: string): boolean {
  return !textOf(kind)!.isLengthKept;
}

/** A cursor that fails is not to be closed any more. */
function forgetting(loop: string): string {
  return `try{\n${loop}}catch(e){if(r!==undefined)r.forget();throw e}\n`;
}

/** What is done to an item from one operator on, inside as many loops as `depth` says. */
function bodyText(
  outline: Outline,
  at: number,
  depth: number,
  index: string,
  count: string,
): Body {
  const operator = outline.operators[at];
  if (operator === undefined) {
    return { text: `${sinkTexts[outline.sinkForm].take(index)}\n`, limits: [], count };
  }
  const { kind } = operator;
  if (kind === "flatMap") return expansionText(outline, at, depth + 1, index);
  const own = textOf(kind)!.apply({ at, index, skip: `continue L${depth};` }, operator);
  const { text, limits, count: last } = isCounting(kind)
    ? countedText(outline, at, depth)
    : bodyText(outline, at + 1, depth, index, count);
  return {
    text: `${own}\n${text}`,
    limits: kind === "take" ? [`n${at}`, ...limits] : limits,
    count: last,
  };
}

/** What comes behind an operator that does not hand on every item. */
function countedText(outline: Outline, at: number, depth: number): Body {
  const body = bodyText(outline, at + 1, depth, `m${at}`, `m${at}+1`);
  return { ...body, text: `m${at}++;${body.text}` };
}

/** The loop over what the callback of `flatMap` returned: by position where that is possible. */
function expansionText(outline: Outline, at: number, d: number, index: string): Body {
  const body = countedText(outline, at, d);
  const open = `let s${d}=f${at}(v,${index}),c${d},t${d},i${d}=0;\n` +
    `if(!x.isIndexed(s${d})){c${d}=x.open(s${d});s${d}=undefined;t${d}=c${d}.iterator}\n`;
  const read = `if(s${d}!==undefined){if(i${d}>=s${d}.length)break;v=s${d}[i${d}++]}` +
    `else{${readText(d, "x.cursors.pop();break")}}\n`;
  const loop = `L${d}:while(${goesOnText(body.limits)}true){${read}${body.text}}\n`;
  return { ...body, text: `${open}${loop}` };
}

function goesOnText(limits: readonly string[]): string {
  return limits.map((limit) => `${limit}!==0&&`).join("");
}
