import type { FaultCase, Patience } from "./fault_case.ts";
import type { Form, Subject } from "./subject.ts";

/** What became of a library in a case, and what is to be said about it. */
export interface Verdict {
  readonly mark: "pass" | "by hand" | "fail" | "none";
  readonly note: string;
}

/** What is waited for unless said otherwise. */
export const PATIENCE: Patience = { hangMs: 300, deepMs: 10_000 };

/** Runs a case the documented way, and where that fails with what can be written by hand. */
export async function judge(
  subject: Subject,
  faultCase: FaultCase,
  patience: Patience = PATIENCE,
): Promise<Verdict> {
  const none = subject.none[faultCase.name];
  if (none !== undefined) return { mark: "none", note: none };
  const problem = await attempt(subject.form, faultCase, patience);
  if (problem === undefined) return { mark: "pass", note: "" };
  const byHand = subject.byHand?.find(({ helps }) => helps.includes(faultCase.name));
  if (byHand === undefined) return { mark: "fail", note: problem };
  const remaining = await attempt(byHand, faultCase, patience);
  return remaining === undefined
    ? { mark: "by hand", note: `${problem}; not so with ${byHand.by}` }
    : { mark: "fail", note: `${problem}; with ${byHand.by}: ${remaining}` };
}

async function attempt(
  form: Form,
  faultCase: FaultCase,
  patience: Patience,
): Promise<string | undefined> {
  try {
    return await faultCase.run(form, patience);
  } catch (error) {
    return `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
}
