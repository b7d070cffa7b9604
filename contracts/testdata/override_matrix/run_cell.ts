import assert from "node:assert/strict";
import { ContractError } from "../../mod.ts";
import { type Form, moduleText } from "./form.ts";
import {
  type AnyContract,
  type Expectation,
  type Made,
  type Row,
  snapshot,
  type Told,
  World,
} from "./row.ts";

/** Turns the text of a module into its default export. */
export type Load = (text: string) => Promise<(env: object) => void>;

/** Calls after which generated code has taken the place of closures. */
const WARM_CALLS = 60;

/** Whether a row can be written in a form. */
export function fits(row: Row, form: Form): boolean {
  return form.isHooked !== true || row.isPlain === true;
}

/** The text of a cell. */
export function cellText(row: Row, form: Form): string {
  return moduleText(row.text(form), Object.keys(row.contracts(new World())));
}

/** Defines the classes of a cell and asserts everything that must be true of them. */
export async function runCell(row: Row, form: Form, load: Load): Promise<void> {
  const world = new World();
  const contracts = row.contracts(world);
  const made: Record<string, Made> = {};
  const define = await load(cellText(row, form));
  define({
    ...contracts,
    keep: (values: object) => Object.assign(made, values),
    freeze: (constructor: { prototype: object }) => {
      Object.freeze(constructor.prototype);
      return constructor;
    },
    snapshot,
  });
  const expectation = row.expect(made, contracts);
  const told = expectation.told.map((one) => form.isHooked ? asSubclass(one) : one);
  await verify(world, Object.values(contracts), { ...expectation, told });
  for (const contract of Object.values(contracts)) await contract.settled();
}

/** What extends a hooked base is a subclass of one that keeps the contract. */
function asSubclass(told: Told): Told {
  return told.blame === "implementation" ? { ...told, blame: "subclass" } : told;
}

async function verify(
  world: World,
  contracts: readonly AnyContract[],
  expectation: Expectation,
): Promise<void> {
  const { right, functions, untouched = [], told, canSwitch = true, also } = expectation;
  for (const [object, before] of untouched) assert.deepEqual(snapshot(object), before);
  hasNames(functions);
  await checksOnce(world, expectation);
  for (const one of told) await isTold(one);
  for (let call = 0; call < WARM_CALLS; call++) await attempt(right);
  await checksOnce(world, expectation);
  for (const one of told) await isTold(one);
  hasNames(functions);
  const wrapped = functions.map(([holder, key]) => functionOf(holder, key));
  const switchOff = () => contracts.map((contract) => contract.setMode("off"));
  const originals = [1, 2].map(() => {
    const handles = switchOff();
    const found = functions.map(([holder, key]) => functionOf(holder, key));
    handles.toReversed().forEach((handle) => handle[Symbol.dispose]());
    return found;
  });
  const handles = switchOff();
  hasNames(functions);
  if (canSwitch) {
    assert.deepEqual(originals[0], originals[1]);
    assert.ok(originals[0]!.every((original, index) => original !== wrapped[index]));
    await checksOnce(world, { ...expectation, looks: { arguments: 0, answers: 0 } });
  }
  for (const { run } of told) {
    await attempt(run).catch((error) => assert.ok(!(error instanceof ContractError), error));
  }
  handles.toReversed().forEach((handle) => handle[Symbol.dispose]());
  await checksOnce(world, expectation);
  for (const one of told) await isTold(one);
  await also?.();
}

async function checksOnce(
  world: World,
  { right, value, looks = { arguments: 1, answers: 1 } }: Expectation,
): Promise<void> {
  reset(world);
  assert.deepEqual(await attempt(right), value);
  assert.deepEqual(world.looks, looks);
}

async function isTold({ run, className, member, kind, blame, contracts }: Told): Promise<void> {
  const error = await caught(run);
  const [first] = error.violations;
  assert.deepEqual(
    { className: error.className, member: first!.member, kind: first!.kind, blame: error.blame },
    { className, member, kind, blame },
    error.message,
  );
  if (contracts !== undefined) assert.deepEqual(error.contracts.toSorted(), contracts);
}

async function caught(run: () => unknown): Promise<ContractError> {
  try {
    await attempt(run);
  } catch (error) {
    assert.ok(error instanceof ContractError, String(error));
    return error;
  }
  return assert.fail("nothing was thrown");
}

function hasNames(functions: Expectation["functions"]): void {
  for (const [holder, key, name, length] of functions) {
    const found = functionOf(holder, key);
    assert.deepEqual([found.name, found.length], [name, length]);
  }
}

// deno-lint-ignore ban-types
function functionOf(holder: object, key: PropertyKey): Function {
  for (let next: object | null = holder; next !== null; next = Object.getPrototypeOf(next)) {
    const found = Object.getOwnPropertyDescriptor(next, key);
    if (found !== undefined) return found.value ?? found.get ?? found.set;
  }
  return assert.fail(`there is no ${String(key)}`);
}

async function attempt(run: () => unknown): Promise<unknown> {
  return await settle(run());
}

/** The value of a promise, the items of an iterator, anything else as it is. */
async function settle(answer: unknown): Promise<unknown> {
  const value = await answer;
  if (typeof value !== "object" || value === null) return value;
  if (Symbol.iterator in value) return [...value as Iterable<unknown>];
  if (!(Symbol.asyncIterator in value)) return value;
  const items: unknown[] = [];
  for await (const item of value as AsyncIterable<unknown>) items.push(item);
  return items;
}

function reset(world: World): void {
  world.looks.arguments = 0;
  world.looks.answers = 0;
}
