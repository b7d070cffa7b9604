import { type FaultCase, logged, released } from "../fault_case.ts";
import { settleWithin } from "../settle.ts";
import type { Form } from "../subject.ts";

/** The second of three releases fails. */
export const goesOn: FaultCase = {
  name: "goes on after a failure",
  asks: "Goes on after a release that failed",
  async run(form, { hangMs }) {
    const log: string[] = [];
    const holder = await form.open();
    await holder.hold(logged("a", log));
    await holder.hold({ name: "b", close: () => Promise.reject(new Error("b failed")) });
    await holder.hold(logged("c", log));
    const { status } = await settleWithin(holder.close(), hangMs);
    if (status === "pending") return `close() hung; ${released(log)}`;
    return log.toSorted().join() === "a,c" ? undefined : released(log);
  },
};

/** The body and two releases fail: what does the caller get to know? */
export const errorsReachable: FaultCase = {
  name: "errors reachable",
  asks: "What it throws leads to every error: the body's and two of releases",
  async run(form, { hangMs }) {
    const errors = threeErrors();
    const thrown = await throwAll(form, errors, hangMs);
    if (thrown === undefined) return "it threw nothing";
    const lost = errors.filter((error) => !reaches(thrown.error, error));
    return lost.length === 0 ? undefined : `lost: ${names(lost)}`;
  },
};

/** The same, read by a person at a console and by a program that reads log records. */
export const errorsPrinted: FaultCase = {
  name: "errors printed",
  asks: "What it throws shows every error in the console and as the JSON of a log record",
  async run(form, { hangMs }) {
    const errors = threeErrors();
    const thrown = await throwAll(form, errors, hangMs);
    if (thrown === undefined) return "it threw nothing";
    const own = form.print?.(thrown.error);
    const texts = {
      console: own ?? Deno.inspect(thrown.error),
      JSON: JSON.stringify(own ?? errorRecord(thrown.error)),
    };
    const problems = Object.entries(texts).flatMap(([place, text]) => {
      const hidden = errors.filter((error) => !text.includes(error.message));
      return hidden.length === 0 ? [] : [`${place} lacks ${names(hidden)}`];
    });
    return problems.length === 0 ? undefined : problems.join("; ");
  },
};

function threeErrors(): [Error, Error, Error] {
  return [new Error("body failed"), new Error("release 1 failed"), new Error("release 2 failed")];
}

function names(errors: readonly Error[]): string {
  return errors.map((error) => error.message.replace(" failed", "")).join(", ");
}

async function throwAll(
  form: Form,
  [body, ...releases]: readonly [Error, Error, Error],
  hangMs: number,
): Promise<{ readonly error: unknown } | undefined> {
  const running = form.run(async (holder) => {
    for (const error of releases) {
      await holder.hold({ name: error.message, close: () => Promise.reject(error) });
    }
    throw body;
  });
  const settled = await settleWithin(running, hangMs);
  return settled.status === "rejected" ? { error: settled.reason } : undefined;
}

/** Whether one object can be found from another by its own properties, hidden ones included. */
function reaches(from: unknown, wanted: object): boolean {
  const seen = new Set<unknown>();
  const waiting = [from];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (at === wanted) return true;
    if (typeof at !== "object" || at === null || seen.has(at)) continue;
    seen.add(at);
    for (const key of Reflect.ownKeys(at)) {
      waiting.push(Reflect.getOwnPropertyDescriptor(at, key)?.value);
    }
  }
  return false;
}

/** An error in a log record, as LogTape writes it: what it names, its causes and its parts. */
function errorRecord(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const parts = error instanceof AggregateError ? error.errors.map(errorRecord) : undefined;
  return { ...error, name, message, stack, cause: errorRecord(cause), errors: parts };
}
