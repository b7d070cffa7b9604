import { type ResumeClass, resumeClass } from "../paging/resume_class.ts";
import type { Source } from "../sources/source.ts";
import { isFused } from "./fuse.ts";
import { readMarks, type Size } from "./marks.ts";
import { type Memory, memoryOf, sumOfMemory } from "./memory.ts";
import type { Operator } from "./operator.ts";
import type { Plan } from "./plan.ts";
import type { Program } from "./program.ts";
import { sizesOf } from "./size.ts";

/** One operator of a sequence, as it was written. */
export interface ExplainedStage {
  /** The call, with the name of its callback or its number. */
  readonly text: string;
  /** How many items leave it: at least and at most. */
  readonly size: Size;
}

/** What a run of a sequence does, and what it costs; as a text, a picture of it. */
export interface Explanation {
  /** What is read. */
  readonly source: string;
  /** The operators as they were written. */
  readonly stages: readonly ExplainedStage[];
  /** The steps of a run; what stands in one text is done in one loop. */
  readonly steps: readonly string[];
  /** What was rewritten. */
  readonly rewrites: readonly string[];
  /** How many items come out: at least and at most. */
  readonly size: Size;
  /** What of the input is kept at the same time. */
  readonly memory: Memory;
  /** How pages go on after a cursor. */
  readonly resume: ResumeClass;
  /** The sequences that the source is made of, where it is an operator that works apart. */
  readonly befores: readonly Explanation[];
  /** The same as a text. */
  toString(): string;
}

/** Tells what runs of a plan do; runs nothing. */
export function explain(plan: Plan, isAsync: boolean): Explanation {
  const program = plan.program(isAsync);
  const marks = readMarks(plan.operators());
  const sizes = sizesOf(plan.source, marks);
  const befores = (plan.source.origin?.befores ?? []).map((before) =>
    explain(before as Plan, isAsync)
  );
  const explanation = {
    source: sourceText(plan.source),
    stages: marks.operators.map((operator, at) => ({
      text: operatorText(operator),
      size: sizes[at + 1]!,
    })),
    steps: stepTexts(program),
    rewrites: program.rewrites,
    size: sizes.at(-1)!,
    memory: memoryOfPlan(program, isAsync),
    resume: resumeClass(plan),
    befores,
  };
  return Object.freeze({ ...explanation, toString: () => draw(explanation) });
}

/** What a plan keeps, and all plans that it reads. */
function memoryOfPlan({ source, others, operators }: Program, isAsync: boolean): Memory {
  const kept = operators.map(memoryOf);
  for (const { origin } of [source, ...others]) {
    if (origin === undefined) continue;
    if (origin.kept === undefined) kept.push(memoryOf(origin));
    else kept.push({ class: "bounded", items: origin.kept });
    for (const before of origin.befores as readonly Plan[]) {
      kept.push(memoryOfPlan(before.program(isAsync), isAsync));
    }
  }
  return sumOfMemory(kept);
}

function stepTexts({ pushed, operators, segment }: Program): string[] {
  let at = 0;
  const textOf = (length: number) => {
    const texts = operators.slice(at, at + length).map(operatorText);
    at += length;
    return texts.join(" ");
  };
  const texts: string[] = [];
  if (segment !== undefined) {
    const own = textOf(segment.operators.length);
    texts.push(own === "" ? GENERATED : `${GENERATED}: ${own}`);
  }
  for (const step of pushed) texts.push(textOf(isFused(step) ? step.length : 1));
  return texts;
}

const GENERATED = "generated code";

function operatorText({ kind, callback, compare, amount, note }: Operator): string {
  const name = callback?.name ?? compare?.name ?? "";
  const argument = amount ?? (typeof note === "string" ? note : name);
  return `${kind}(${argument})`;
}

function sourceText({ kind, isOneShot, origin }: Source): string {
  if (origin !== undefined) return `${origin.kind}(${noteText(origin.note)})`;
  if (kind !== undefined) return kind;
  return isOneShot ? "one-shot source" : "source";
}

/** Settings that can be read, without clocks and the like. */
function noteText(note: unknown): string {
  if (typeof note !== "object" || note === null) return String(note ?? "");
  const settings = Object.entries(note).filter(([, value]) => typeof value !== "object");
  return `{ ${settings.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
}

function draw(explanation: Omit<Explanation, "toString">): string {
  const { source, steps, rewrites, memory, resume } = explanation;
  const kept = memory.items === undefined ? memory.class : `at most ${memory.items} items`;
  return [
    ...chain(explanation),
    `runs as    ${[source, ...steps].join(" → ")}`,
    ...rewrites.map((rewrite) => `rewritten  ${rewrite}`),
    `keeps      ${kept}`,
    `resumes    ${resume}`,
  ].join("\n");
}

/** The operators in order, each with what leaves it; several sources of one are set in. */
function chain({ source, stages, befores }: Omit<Explanation, "toString">): string[] {
  const width = Math.max(...stages.map(({ text }) => text.length));
  const isJoined = befores.length > 1;
  return [
    ...befores.flatMap(chain).map((line) => isJoined ? `  ${line}` : line),
    source,
    ...stages.map(({ text, size }) => `${text.padEnd(width)}  ${sizeText(size)}`.trimEnd()),
  ];
}

function sizeText([least, most]: Size): string {
  if (least === most) return `${least} items`;
  if (most === Infinity) return least === 0 ? "" : `${least} items or more`;
  return `${least} to ${most} items`;
}
