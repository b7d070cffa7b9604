import type { JsonSchema } from "../schemas/checking.ts";
import { toPlace } from "./branches.ts";
import type { Judge } from "./judge.ts";
import { patternSample } from "./pattern_sample.ts";
import { plainValue } from "./schema_values.ts";

/** What a schema finds wrong with a value in one spot; empty if it accepts it there. */
type Ask = (value: unknown) => readonly Reason[] | undefined;

interface Reason {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

const MAX_DEPTH = 4;
const MAX_QUESTIONS = 500;
/** Requirements of one spot that are taken out of messages. */
const MAX_LEARNED = 6;

/** Lengths up to which texts are made. */
const MAX_LENGTH = 1000;

/** What nothing but a schema of functions accepts. */
const misfit = Object.freeze(() => {});

/** What to begin with: the first that is accepted stands for the others. */
const SIMPLE = ["a", 1, true, null, undefined, "", 0, 0.5, 1n];
/** What a bound complains about. */
const EXTREME = [1e21, -1e21, "a -0".repeat(64)];

/**
 * Finds out what a schema without a JSON Schema asks for: which properties it reads, where its
 * issues lie, and which numbers, texts and patterns their messages name. The answer is a sketch,
 * good for ideas of values and for nothing else.
 */
export function inferSchema(judge: Judge): JsonSchema {
  let left = MAX_QUESTIONS;
  return inferSpot((value) => {
    if (left-- <= 0) return undefined;
    return judge.issues(value)?.map(({ message, path = [] }) => ({
      message,
      // Paths of ArkType are arrays of a class of its own, whose map() adds a key.
      path: Array.from(path, (part) => typeof part === "object" ? part.key : part),
    }));
  }, 0);
}

function inferSpot(ask: Ask, depth: number): JsonSchema {
  const accepted: unknown[] = [];
  const learned = new Map<string, JsonSchema>();
  const test = (value: unknown): void => {
    const reasons = ask(value);
    if (reasons?.length === 0) accepted.push(value);
    else learn(reasons ?? [], learned);
  };
  SIMPLE.forEach(test);
  test(new Date(0));
  for (const value of EXTREME) learn(ask(value) ?? [], learned);
  // A map goes on to entries that come meanwhile: behind one door there may be the next.
  for (const json of learned.values()) attempts(json).forEach(test);
  const whole = depth < MAX_DEPTH
    ? inferKeyed(ask, depth, {}) ?? inferItems(ask, depth)
    : undefined;
  const isOpen = accepted.length > SIMPLE.length || (accepted.length === 0 && whole === undefined);
  return {
    anyOf: [
      ...byType(accepted),
      ...whole ? [whole] : [],
      ...isOpen ? [{}] : [],
      ...learned.values(),
    ],
  };
}

function byType(values: readonly unknown[]): JsonSchema[] {
  const lists = new Map<string, unknown[]>();
  for (const value of values) {
    const type = typeof value;
    lists.set(type, [...lists.get(type) ?? [], value]);
  }
  // An object among them is a date or null, which have no properties to look at.
  return [...lists].map(([type, list]) =>
    type === "object" ? { enum: list } : { type, enum: list }
  );
}

/** An object or tuple, by the keys that the schema reads or complains about. */
function inferKeyed(
  ask: Ask,
  depth: number,
  empty: Record<string, unknown> | unknown[],
): JsonSchema | undefined {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  let plain = empty;
  const keys = keysRead(ask, plain);
  for (const key of keys) {
    const at = (value: unknown) => Object.assign(structure(plain), { [key]: value });
    const property = inferSpot((value) => reasonsAt(key, ask(at(value))), depth + 1);
    properties[key] = property;
    if (reasonsAt(key, ask(plain))?.length === 0) continue;
    required.push(key);
    plain = at(plainValue(toPlace(property)));
    for (const more of keysRead(ask, plain)) keys.add(more);
  }
  if (Array.isArray(empty)) {
    return keys.size === 0
      ? undefined
      : { type: "array", prefixItems: Object.values(properties), minItems: keys.size };
  }
  if (keys.size > 0) return { type: "object", properties, required };
  if (ask({})?.length !== 0) return undefined;
  const entry = (value: unknown) => reasonsAt("a", ask({ a: value }));
  if (entry(misfit)?.length === 0) return { type: "object" };
  return { type: "object", additionalProperties: inferSpot(entry, depth + 1) };
}

/** An array, by its complaints about an item. */
function inferItems(ask: Ask, depth: number): JsonSchema | undefined {
  const tuple = inferKeyed(ask, depth, []);
  if (tuple !== undefined) return tuple;
  const item = (value: unknown) => reasonsAt("0", ask([value]));
  if (item(misfit)?.length === 0 && ask([])?.length !== 0) return undefined;
  const items = inferSpot(item, depth + 1);
  const plain = plainValue(toPlace(items));
  const learned = new Map<string, JsonSchema>();
  for (const count of [0, 100]) learn(ask(Array(count).fill(plain)) ?? [], learned);
  const counts = [...learned.values()].map(({ minLength }) => Number(minLength))
    .filter((count) => count >= 0);
  const isEnough = (count: number) => ask(Array(count).fill(plain))?.length === 0;
  const minItems = [0, 1, 2, ...counts].find(isEnough) ?? 0;
  return { type: "array", items, minItems, maxItems: Math.max(minItems, ...counts) };
}

/** Keys that a validator reads of a value, and those it misses without reading them. */
function keysRead(ask: Ask, value: object): Set<string> {
  const keys = new Set<string>();
  const note = (key: PropertyKey) => {
    const isIndex = !Array.isArray(value) || /^\d+$/.test(String(key));
    if (typeof key !== "symbol" && isIndex && !(key in Object.prototype)) keys.add(String(key));
  };
  const spy = new Proxy(structure(value), {
    get: (target, key) => (note(key), Reflect.get(target, key)),
    has: (target, key) => (note(key), Reflect.has(target, key)),
  });
  for (const { path: [key] } of ask(spy) ?? []) if (key !== undefined) note(key);
  return keys;
}

/** Takes out of messages what they ask for. */
function learn(reasons: readonly Reason[], into: Map<string, JsonSchema>): void {
  const text = reasons.filter(({ path }) => path.length === 0)
    .map(({ message }) => message.replace(/(?:received|was) .*/s, "")).join("\n");
  if (text === "") return;
  const add = (json: JsonSchema) => into.size < MAX_LEARNED && into.set(JSON.stringify(json), json);
  const [, pattern] = /\/(.+)\/[a-z]*/.exec(text) ?? [];
  const rest = text.replace(/\/.+\//, "");
  for (const [, word] of rest.matchAll(/["'`]([^"'`]*)["'`]/g)) add({ enum: [word] });
  for (const [date] of rest.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)) {
    add({ enum: [0, -1, 1].map((offset) => new Date(Date.parse(date) + offset)) });
  }
  const numbers = rest.replace(/["'`\d-]+T.*Z/g, "").match(/-?\d+(?:\.\d+)?/g) ?? [];
  for (const number of numbers.map(Number)) {
    add({ minimum: number, minLength: number, ...pattern === undefined ? {} : { pattern } });
  }
  if (pattern !== undefined) add({ type: "string", pattern });
}

/** The values that are likely to meet what was learned. */
function attempts({ enum: words, minimum, pattern }: JsonSchema): unknown[] {
  if (Array.isArray(words)) return words;
  const count = Number(minimum ?? 1);
  if (typeof pattern === "string") return [0, 1].map((pick) => patternSample(pattern, count, pick));
  const text = count >= 0 && count <= MAX_LENGTH ? ["a".repeat(count)] : [];
  return [count, count + 1, ...text];
}

function reasonsAt(key: string, reasons: readonly Reason[] | undefined): Reason[] | undefined {
  return reasons?.filter(({ path }) => String(path[0]) === key)
    .map(({ message, path }) => ({ message, path: path.slice(1) }));
}

function structure<T extends object>(value: T): T {
  return (Array.isArray(value) ? [...value] : { ...value }) as T;
}
