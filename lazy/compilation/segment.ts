import type { Operator } from "../plan/operator.ts";
import { generate } from "./generate.ts";
import { textOf } from "./operator_text.ts";
import { loopText } from "./loop_text.ts";
import type { SinkForm } from "./sink_text.ts";
import type { SourceForm } from "./source_text.ts";

/**
 * A generated loop, which is given all that it works with. It answers whether it was stopped, or
 * nothing if it has to be called again.
 */
export type Loop = (pass: object) => boolean | undefined;

/** More operators than this are not written out, so that no loop becomes too long. */
const LONGEST = 64;

/** Makes every text the only one of its kind: the compilers would take equal ones for one. */
let segments = 0;

/** The first operators of a definition: those that a generated loop does by itself. */
export class Segment {
  /** How many operators of the plan it stands for, marks among them. */
  readonly length: number;
  /** Hints among them, which are about the operators behind it, too. */
  readonly marks: readonly Operator[];
  /** The operators without marks, from the source on. */
  readonly operators: readonly Operator[];
  /** Their callbacks, by position. */
  readonly callbacks: readonly Operator["callback"][];
  /** Their limits or initial values, by position. */
  readonly values: readonly unknown[];
  /** Whether it hands on as many items as come in. */
  readonly isLengthKept: boolean;
  /** Whether it hands on nothing, so that the source is not opened. */
  readonly isEmpty: boolean;
  readonly #id = ++segments;
  readonly #loops = new Map<string, Loop>();

  constructor(plan: readonly Operator[]) {
    const isOver = ({ kind }: Operator) => !isMark(kind) && textOf(kind) === undefined;
    const end = plan.findIndex((operator, at) => at === LONGEST || isOver(operator));
    const own = end === -1 ? plan : plan.slice(0, end);
    this.length = own.length;
    this.marks = own.filter(({ kind }) => isMark(kind));
    this.operators = own.filter(({ kind }) => !isMark(kind));
    this.callbacks = this.operators.map(({ callback }) => callback);
    this.values = this.operators.map(({ amount, initial }) => amount ?? initial);
    this.isLengthKept = this.operators.every(({ kind }) => textOf(kind)!.isLengthKept);
    this.isEmpty = this.operators.some(({ kind, amount }) => kind === "take" && amount === 0);
  }

  /**
   * The loop for a kind of source and a kind of sink, generated when it is first asked for.
   *
   * @throws {TypeError} If the host does not run generated code any more.
   */
  loop(source: SourceForm, sink: SinkForm): Loop {
    const form = `${source} ${sink}`;
    let loop = this.#loops.get(form);
    if (loop === undefined) {
      const text = loopText(this.operators, source, sink);
      loop = generate("x", `// ${this.#id}: ${form}\n${text}`) as Loop;
      this.#loops.set(form, loop);
    }
    return loop;
  }
}

/** Whether items just pass operators of a kind. */
function isMark(kind: string): boolean {
  return kind === "named" || kind === "hint";
}
