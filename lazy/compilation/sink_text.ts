import type { Sink } from "../engine/sink.ts";
import type { Variable } from "./operator_text.ts";

/** How a loop hands an item to what comes after it. */
export type SinkForm =
  | "receiver"
  | "settle"
  | "call"
  | "callback"
  | "reduce"
  | "fold"
  | "collect"
  | "count"
  | "sum";

/** How a sink is written. */
export interface SinkText {
  /** Declares what stays the same in a pass. */
  readonly constants: string;
  /** What changes in a pass. */
  readonly variables: readonly Variable[];
  /** Takes in the item `v`. */
  readonly take: (index: string) => string;
  /** Gives the sink what has become of the items. */
  readonly finish: (count: string) => string;
}

const stop = "===true)return true;";
const written = "const w=x.sink.written;\n";
const writtenCalling = "const w=x.sink.written,k=w.callback;\n";

/** A sink that takes its items in by itself. */
function asking(constants: string, take: SinkText["take"]): SinkText {
  return { constants, variables: [], take, finish: () => "" };
}

/** How each of them is written; those that make one value keep it in a variable of the loop. */
export const sinkTexts: Readonly<Record<SinkForm, SinkText>> = {
  receiver: asking("const s=x.next;\n", () => "if(s.push(v))return true;"),
  settle: asking("const s=x.sink;\n", () => `if(s.settle(v,v)${stop}`),
  call: asking("const s=x.sink;\n", () => `if(s.settle(s.call(v),v)${stop}`),
  callback: asking(
    "const s=x.sink,k=s.callback;\n",
    (index) => `if(s.settle(k(v,${index}),v)${stop}`,
  ),
  reduce: {
    constants: writtenCalling,
    variables: [["a", "undefined"]],
    take: (index) => `a=${index}===0?v:k(a,v,${index});`,
    finish: (count) => `if(${count}>0)w.finish(a);`,
  },
  fold: {
    constants: writtenCalling,
    variables: [["a", "w.initial"]],
    take: (index) => `a=k(a,v,${index});`,
    finish: () => "w.finish(a);",
  },
  collect: {
    constants: written,
    variables: [["a", "x.array()"]],
    take: (index) => `a[${index}]=v;`,
    finish: (count) => `a.length=${count};w.finish(a);`,
  },
  count: {
    constants: written,
    variables: [],
    take: () => "",
    finish: (count) => `w.finish(${count});`,
  },
  sum: {
    constants: writtenCalling,
    variables: [["a", "0"]],
    take: (index) =>
      `const t=k(v,${index});if(typeof t!=="number")throw w.refuse(t,${index});a+=t;`,
    finish: () => "w.finish(a);",
  },
};

/** How a loop can hand items to a sink; without one, to the receiver of the next step. */
export function sinkFormOf(sink: Sink<unknown> | undefined): SinkForm {
  if (sink === undefined) return "receiver";
  const form = sink.written?.form;
  if (form !== undefined) return form;
  if (sink.callback !== undefined) return "callback";
  return sink.call === undefined ? "settle" : "call";
}
