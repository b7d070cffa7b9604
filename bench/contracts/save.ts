import type { Form } from "../measure/group.ts";

/** What is saved. */
export interface Order {
  readonly id: string;
  readonly amount: number;
  readonly tags: readonly string[];
}

/** The class whose calls are checked: `amount` is not negative, `retries` an integer. */
export interface Store {
  /** Returns the first tag, so that an order without tags makes the result a wrong one. */
  save(order: Order, retries: number, by: string): string;
}

/** A way to check the calls of `save`: what is timed, and what was seen to be right before that. */
export interface Subject extends Form {
  /** The checked function itself. */
  readonly save: (...args: never[]) => unknown;
}

/** Orders in turn, so that no compiler takes the checks of the one order out of the loop. */
export const ORDERS: readonly Order[] = Array.from({ length: 16 }, (_, number) => ({
  id: `order-${number}`,
  amount: number * 1.5,
  tags: ["new", `customer-${number}`],
}));

/** A call with five things wrong, which a type checker would not let pass. */
export const FIVE_PROBLEMS = [{ id: 7, amount: -1, tags: ["a", 3] }, "x", null] as const;

const good = { id: "a", amount: 1, tags: ["new"] };

/** Calls that must be refused, by what is wrong with them. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  "no order": [null, 1, "a"],
  "an id that is a number": [{ ...good, id: 7 }, 1, "a"],
  "no id": [{ amount: 1, tags: ["new"] }, 1, "a"],
  "a negative amount": [{ ...good, amount: -1 }, 1, "a"],
  "an amount that is a text": [{ ...good, amount: "1" }, 1, "a"],
  "an amount that is not a number": [{ ...good, amount: NaN }, 1, "a"],
  "tags that are a text": [{ ...good, tags: "new" }, 1, "a"],
  "a tag that is a number": [{ ...good, tags: ["new", 3] }, 1, "a"],
  "half a retry": [good, 1.5, "a"],
  "retries that are a text": [good, "1", "a"],
  "by nobody": [good, 1, null],
  "five problems": FIVE_PROBLEMS,
  "a result that is not a text": [{ ...good, tags: [] }, 1, "a"],
};

/**
 * Says what a subject gets wrong: good calls that it refuses, wrong ones that it lets pass. Whoever
 * checks less than the others is not faster.
 */
export function faultsOf({ save }: Pick<Subject, "save">): string[] {
  const call = save as (...args: readonly unknown[]) => unknown;
  const faults: string[] = [];
  for (const order of ORDERS) {
    try {
      if (call(order, 1, "a") !== "new") faults.push(`another result for ${order.id}`);
    } catch (error) {
      faults.push(`refuses ${order.id}: ${error}`);
    }
  }
  for (const [wrong, args] of Object.entries(WRONG)) {
    try {
      call(...args);
    } catch {
      continue;
    }
    faults.push(`accepts ${wrong}`);
  }
  return faults;
}

/** Refuses to measure a subject that is not right. */
export function mustBeRight<S extends Subject>(subjects: readonly S[]): readonly S[] {
  for (const subject of subjects) {
    const faults = faultsOf(subject);
    if (faults.length === 0) continue;
    throw new Error(`Cannot measure "${subject.name}" as it is wrong: ${faults.join(", ")}`);
  }
  return subjects;
}

/** Takes a result, so that what made it cannot be left out. */
export function keep(value: unknown): void {
  kept = value;
}

/** What was kept last. */
export let kept: unknown;
