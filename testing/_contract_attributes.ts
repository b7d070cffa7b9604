import type { AttributeDescription } from "../contracts/mod.ts";
import {
  accepts,
  type ContractCase,
  type ContractTrial,
  expectRefusal,
  ownerOf,
  tryWith,
  valuesOf,
} from "./_contract_trial.ts";
import { expectThat, show } from "./_expect.ts";

/** The cases of an attribute: what can be read, and what can be written. */
export function attributeCases(
  trial: ContractTrial,
  attribute: AttributeDescription,
): ContractCase[] {
  const { label, kind } = attribute;
  const read: ContractCase = {
    name: `${label} has a value that is promised`,
    run: () => tryWith(trial, (subject) => expectRead(subject, attribute)),
  };
  const write: ContractCase = {
    name: `${label} takes what is accepted and refuses what is not`,
    run: () => tryWrites(trial, attribute),
  };
  return [
    ...kind === "setter" ? [] : [read],
    ...kind === "accessor" || kind === "setter" ? [write] : [],
  ];
}

async function tryWrites(trial: ContractTrial, attribute: AttributeDescription): Promise<void> {
  const { key, label, schema, examples, kind } = attribute;
  const { accepted, refused } = await valuesOf(schema, examples);
  for (const value of accepted) {
    await tryWith(trial, async (subject) => {
      try {
        Reflect.set(ownerOf(subject, attribute), key, value);
      } catch (error) {
        if (trial.mayThrow(error, attribute)) return;
        throw new Error(`Expected ${label} to take ${show(value)}: ${error}`, { cause: error });
      }
      if (kind !== "setter") await expectRead(subject, attribute);
      trial.contract.assert(subject);
    });
  }
  await tryWith(trial, async (subject) => {
    const isChecked = subject instanceof (trial.contract as never) &&
      trial.contract.mode === "enforce";
    if (!isChecked) return;
    for (const value of refused) {
      const write = () => Reflect.set(ownerOf(subject, attribute), key, value);
      await expectRefusal(`${label} = ${show(value)}`, write);
    }
  });
}

async function expectRead(subject: object, attribute: AttributeDescription): Promise<void> {
  const { key, label, schema, optional } = attribute;
  const value: unknown = Reflect.get(ownerOf(subject, attribute), key);
  if (optional && value === undefined) return;
  expectThat(await accepts(schema, value), `${label} to be what is promised, not ${show(value)}`);
}
