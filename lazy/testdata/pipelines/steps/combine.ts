import type { Held, ReferenceStage } from "../reference.ts";
import { callMethod, type StepKind, type StepKinds } from "./step.ts";

const padding = ["left", undefined];

/** A `zip()` that goes on after the shorter source, or refuses that there is one. */
const zipTo = (mode: "longest" | "strict", stage: ReferenceStage): StepKind => ({
  method: "zip",
  others: [1, 1],
  isOwner: true,
  code: () => JSON.stringify(mode === "longest" ? { mode, padding } : { mode }),
  apply: (s, _recipe, { others }) =>
    callMethod(s, "zip", others[0], mode === "longest" ? { mode, padding } : { mode }) as typeof s,
  reference: () => stage,
});

/** Operators that read further sources. */
export const combineSteps: StepKinds = {
  concat: {
    others: [0, 2],
    code: () => "",
    apply: (s, _recipe, { others }) => s.concat(...others as never[]),
    reference: () =>
      function* (input, tools) {
        yield* input;
        for (const other of tools.others) yield* tools.items(other);
      },
  },
  zip: {
    others: [1, 1],
    isOwner: true,
    code: () => "",
    apply: (s, _recipe, { others }) => s.zip(others[0] as never),
    reference: () =>
      function* (input, tools) {
        let other: Held | undefined;
        for (const value of input) {
          other ??= tools.open(tools.others[0]!);
          const { done, value: partner } = other.pull();
          if (done) return tools.closeUpstream();
          yield [value, partner];
        }
        tools.closeOthers();
      },
  },
  zipLongest: zipTo("longest", function* (input, tools) {
    let other: Held | undefined;
    let isOver = false;
    const pull = () => {
      other ??= tools.open(tools.others[0]!);
      const { done, value } = isOver ? { done: true, value: undefined } : other.pull();
      isOver ||= done === true;
      return isOver ? padding[1] : value;
    };
    for (const value of input) yield [value, pull()];
    for (;;) {
      const value = pull();
      if (isOver) return;
      yield [padding[0], value];
    }
  }),
  zipStrict: zipTo("strict", function* (input, tools) {
    let other: Held | undefined;
    for (const value of input) {
      other ??= tools.open(tools.others[0]!);
      const { done, value: partner } = other.pull();
      if (done) throw new TypeError("shorter");
      yield [value, partner];
    }
    other ??= tools.open(tools.others[0]!);
    if (!other.pull().done) throw new TypeError("longer");
  }),
  interleave: {
    others: [0, 2],
    isOwner: true,
    code: () => "",
    apply: (s, _recipe, { others }) => callMethod(s, "interleave", ...others) as typeof s,
    reference: () =>
      function* (input, tools) {
        const main = input[Symbol.iterator]();
        const turns = tools.others.map((source) => {
          let other: Held | undefined;
          return () => (other ??= tools.open(source)).pull();
        });
        turns.unshift(() => main.next());
        while (turns.length > 0) {
          for (const turn of [...turns]) {
            const { done, value } = turn();
            if (done) turns.splice(turns.indexOf(turn), 1);
            else yield value;
          }
        }
      },
  },
};
