import { optionMessage } from "../../_internal/check_option.ts";
import { hash } from "./fingerprint.ts";
import { foreign, malformed } from "./refusal.ts";

/** What a cursor says: where the page before ended. */
export interface Token {
  /** Fingerprint of the plan that it is good for. */
  readonly plan: string;
  /** Items handed over so far. */
  readonly start: number;
  /** Number of the page, or 0 if its pages are not counted. */
  readonly number: number;
  /** Items per page. */
  readonly size: number;
  /** Position in the source and state of the stages; without it, items are skipped from the start. */
  readonly state?: readonly unknown[] | undefined;
}

const VERSION = 1;
const CHECKED = /^(\{.*),"k":"([0-9a-z]{1,7})"\}$/s;
const BEYOND_ASCII = /[\u007f-\uffff]/g;

/**
 * Writes a token as JSON in ASCII, with a sum by which an accident is noticed.
 *
 * @throws {TypeError} If a part of the state is not JSON.
 */
export function writeToken({ plan, start, number, size, state }: Token): string {
  state?.forEach(checkJson);
  const text = JSON.stringify({ v: VERSION, p: plan, i: start, n: number, z: size, s: state });
  const body = text.slice(0, -1).replace(BEYOND_ASCII, escape);
  return `${body},"k":"${hash(body)}"}`;
}

/**
 * Reads a token.
 *
 * @throws {CursorError} If it is not one, or another version wrote it.
 */
export function parseToken(text: string, original: string): Token {
  const fields = parse(text, original);
  if (Number.isSafeInteger(fields.v) && fields.v !== VERSION) throw foreign();
  const [, body, sum] = CHECKED.exec(text) ?? [];
  const { v, p, i, n, z, s } = fields;
  const isWhole = body !== undefined && hash(body) === sum && v === VERSION;
  if (!isWhole || typeof p !== "string" || ![i, n, z].every(isCount)) throw malformed(original);
  if (s !== undefined && !Array.isArray(s)) throw malformed(original);
  return { plan: p, start: i as number, number: n as number, size: z as number, state: s };
}

/** Tells a number that counts something. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parse(text: string, original: string): Record<string, unknown> {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    throw malformed(original);
  }
  if (typeof fields === "object" && fields !== null) return fields as Record<string, unknown>;
  throw malformed(original);
}

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function checkJson(value: unknown): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (Array.isArray(value)) return value.forEach(checkJson);
  if (isPlain(value)) return Object.values(value).forEach(checkJson);
  const rule = "JSON: null, a boolean, a finite number, a string, or an array or object of these";
  throw new TypeError(optionMessage("make the cursor of a page", "next", rule, value));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || "toJSON" in value) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
