import { callMethod, type StepKind, type StepKinds } from "./step.ts";

/** An operator that hands over what it is handed. */
const neutral = (method: string, code: string, args: readonly unknown[]): StepKind => ({
  method,
  code: () => code,
  apply: (s) => callMethod(s, method, ...args) as typeof s,
  reference: () =>
    function* (input) {
      yield* input;
    },
});

/** Operators that change nothing about the items of one run. */
export const tellSteps: StepKinds = {
  named: neutral("named", '"label"', ["label"]),
  hintNothing: neutral("hint", "{}", [{}]),
  asWritten: neutral("hint", "{ rewrite: false }", [{ rewrite: false }]),
  hintPure: { ...neutral("hint", "{ pure: true }", [{ pure: true }]), isPure: true },
  hintSize: neutral("hint", "{ size: [0, 1000] }", [{ size: [0, 1_000] }]),
};
