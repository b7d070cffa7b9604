import type { ExampleDescription, MethodDescription } from "../contracts/mod.ts";
import {
  accepts,
  type ContractCase,
  type ContractTrial,
  expectRefusal,
  ownerOf,
  tryWith,
  valuesOf,
} from "./_contract_trial.ts";
import { expectEqual, expectThat, show } from "./_expect.ts";

/** Items that are taken of a generator that may have no end. */
const MAX_ITEMS = 100;

/** The cases of a method: its examples, what it must take, and what it must refuse. */
export function methodCases(trial: ContractTrial, method: MethodDescription): ContractCase[] {
  const examples = method.examples.map((example, index) => ({
    name: `${method.label}() answers example ${index + 1} as it says`,
    run: () => tryWith(trial, (subject) => tryExample(subject, method, example)),
  }));
  const params = method.params.flatMap(({ name }, index) => [
    {
      name: `${method.label}() keeps its promise for every ${name} that is accepted`,
      run: () => tryAccepted(trial, method, index),
    },
    {
      name: `${method.label}() tells the caller of every ${name} that is refused`,
      run: () => tryRefused(trial, method, index),
    },
  ]);
  if (params.length > 0 || examples.length > 0) return [...examples, ...params];
  return [{
    name: `${method.label}() keeps its promise`,
    run: () => tryWith(trial, (subject) => tryCall(trial, subject, method, [])),
  }];
}

async function tryExample(
  subject: object,
  method: MethodDescription,
  example: ExampleDescription,
): Promise<void> {
  const what = `${method.label}(${example.args.map(show).join(", ")})`;
  const answer = await call(subject, method, example.args);
  await expectPromised(method, answer, what);
  if ("returns" in example) expectEqual(answer[0], example.returns, `the result of ${what}`);
  if (example.yields !== undefined) expectEqual(answer, example.yields, `the items of ${what}`);
}

async function tryAccepted(
  trial: ContractTrial,
  method: MethodDescription,
  index: number,
): Promise<void> {
  const { accepted } = await valuesOf(method.params[index]!.schema, given(method, index));
  for (const value of accepted) {
    const args = await argumentsWith(method, index, value);
    if (args !== undefined) await tryWith(trial, (one) => tryCall(trial, one, method, args));
  }
}

async function tryRefused(
  trial: ContractTrial,
  method: MethodDescription,
  index: number,
): Promise<void> {
  const { refused } = await valuesOf(method.params[index]!.schema, given(method, index));
  await tryWith(trial, async (subject) => {
    const isChecked = subject instanceof (trial.contract as never) &&
      trial.contract.mode === "enforce";
    if (!isChecked) return;
    for (const value of refused) {
      const args = await argumentsWith(method, index, value);
      if (args === undefined) return;
      const what = `${method.label}(${args.map(show).join(", ")})`;
      await expectRefusal(what, () => call(subject, method, args));
    }
  });
}

/** Calls a method with arguments that it must take, and looks at what comes of it. */
async function tryCall(
  trial: ContractTrial,
  subject: object,
  method: MethodDescription,
  args: readonly unknown[],
): Promise<void> {
  const what = `${method.label}(${args.map(show).join(", ")})`;
  let answer: readonly unknown[];
  try {
    answer = await call(subject, method, args);
  } catch (error) {
    if (trial.mayThrow(error, method)) return;
    throw new Error(`Expected ${what} to be answered as promised: ${error}`, { cause: error });
  }
  await expectPromised(method, answer, what);
  trial.contract.assert(subject);
}

async function expectPromised(
  method: MethodDescription,
  answer: readonly unknown[],
  what: string,
): Promise<void> {
  for (const value of answer) {
    const isFit = await accepts(method.result, value);
    expectThat(isFit, `${what} to answer what the contract promises, not ${show(value)}`);
  }
}

/** Calls a method; the answer is the result, or the items of a generator. */
async function call(
  subject: object,
  method: MethodDescription,
  args: readonly unknown[],
): Promise<readonly unknown[]> {
  const owner = ownerOf(subject, method);
  const answer: unknown = Reflect.apply(Reflect.get(owner, method.key), owner, [...args]);
  if (method.kind === "sync") return [answer];
  if (method.kind === "async") return [await answer];
  const items: unknown[] = [];
  for await (const item of answer as AsyncIterable<unknown>) {
    if (items.push(item) === MAX_ITEMS) break;
  }
  return items;
}

/** Values that the examples give a parameter. */
function given({ examples }: MethodDescription, index: number): unknown[] {
  return examples.filter(({ args }) => index < args.length).map(({ args }) => args[index]);
}

/** Arguments with a value in one place and plain values in the others; none where there are none. */
async function argumentsWith(
  method: MethodDescription,
  index: number,
  value: unknown,
): Promise<unknown[] | undefined> {
  const args: unknown[] = [];
  for (const [at, { schema }] of method.params.entries()) {
    if (at === index) {
      args.push(value);
      continue;
    }
    const { accepted } = await valuesOf(schema, given(method, at));
    if (accepted.length === 0) return undefined;
    args.push(accepted[0]);
  }
  return args;
}
