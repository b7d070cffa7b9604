import type { StandardSchema } from "../mod.ts";

type Change = (value: unknown) => unknown;

const same: Change = (value) => value;

/** A schema of another library: accepts numbers and makes something else of them. */
export function numeric(change: Change = same): StandardSchema<number> {
  return schemaOf((value) => answer(value, change));
}

/** The same, but the answer takes its time. */
export function slowNumeric(change: Change = same): StandardSchema<number> {
  return schemaOf((value) => Promise.resolve(answer(value, change)));
}

/** The same, but with a default for what is left out. */
export function defaulting(value: number): StandardSchema<number | undefined> {
  return schemaOf((given) => given === undefined ? { value } : answer(given, same));
}

/** The same, but what is left out stays left out. */
export function leavable(isSlow: boolean): StandardSchema<number | undefined> {
  return schemaOf((given) => {
    const result = given === undefined ? { value: undefined } : answer(given, same);
    return isSlow ? Promise.resolve(result) : result;
  });
}

function schemaOf<T>(validate: (value: unknown) => unknown): StandardSchema<T> {
  return { "~standard": { version: 1, vendor: "other", validate: validate as never } };
}

function answer(value: unknown, change: Change) {
  if (typeof value === "number") return { value: change(value) };
  return { issues: [{ message: "must be a number" }] };
}
