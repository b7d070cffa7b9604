import {
  candidates,
  type Contract,
  type MemberDescription,
  type StandardSchema,
} from "../contracts/mod.ts";

/** What the cases of a contract share. */
export interface ContractTrial {
  /** What is to be kept. */
  readonly contract: Pick<Contract<unknown>, "check" | "assert" | "mode">;
  /** Makes a new object. */
  readonly factory: () => object | Promise<object>;
  /** Whether a member may throw this for arguments that the contract accepts. */
  readonly mayThrow: (error: unknown, member: MemberDescription) => boolean;
}

/** One test. */
export interface ContractCase {
  /** What is promised, beginning with the member or a verb. */
  readonly name: string;
  /** Fails when the promise is broken. */
  run(): Promise<void>;
}

/** Values that a case tries for one schema; more would say little more. */
const MAX_VALUES = 40;

/** Makes an object, does something with it, and disposes of it. */
export async function tryWith(
  { factory }: ContractTrial,
  run: (subject: object) => unknown,
): Promise<void> {
  const subject = await factory();
  try {
    await run(subject);
  } finally {
    const dispose: unknown = Reflect.get(subject, Symbol.asyncDispose) ??
      Reflect.get(subject, Symbol.dispose);
    if (typeof dispose === "function") await Reflect.apply(dispose, subject, []);
  }
}

/** What a member belongs to: the object, or its class. */
export function ownerOf(subject: object, member: MemberDescription): object {
  return member.static ? subject.constructor : subject;
}

/** Values that a schema accepts and refuses, at its bounds and beyond. */
export async function valuesOf(
  schema: StandardSchema,
  examples: readonly unknown[],
): Promise<{ readonly accepted: unknown[]; readonly refused: unknown[] }> {
  const accepted: unknown[] = [];
  const refused: unknown[] = [];
  for (const value of candidates(schema, { examples })) {
    const list = await accepts(schema, value) ? accepted : refused;
    if (list.length < MAX_VALUES) list.push(value);
  }
  return { accepted, refused };
}

/** Whether a schema accepts a value. */
export async function accepts(
  schema: StandardSchema | undefined,
  value: unknown,
): Promise<boolean> {
  if (schema === undefined) return true;
  return (await schema["~standard"].validate(value)).issues === undefined;
}

/** Runs something that must be refused as a mistake of the caller. */
export async function expectRefusal(what: string, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isTold = error instanceof Error && error.name === "ContractError" &&
      Reflect.get(error, "blame") === "caller";
    if (isTold) return;
    throw new Error(`Expected ${what} to be refused as a mistake of the caller: ${error}`, {
      cause: error,
    });
  }
  throw new Error(`Expected ${what} to be refused as a mistake of the caller: it was not`);
}
