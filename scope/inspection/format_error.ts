import { checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { plainText } from "../engine/describe_error.ts";
import { checkMaxErrors, type ErrorRecord, unfold } from "./error_record.ts";

/** Options of {@linkcode formatError}. */
export interface FormatErrorOptions {
  /**
   * Whether to write the stack below each error.
   *
   * @default {true}
   */
  readonly stacks?: boolean;
  /**
   * Errors in all, the first included; the others are counted. An integer from 1 to 1000.
   *
   * @default {100}
   */
  readonly maxErrors?: number;
}

/**
 * Writes an error for people, with everything that it wraps as a tree below it: causes, the errors of
 * an `AggregateError` and of a `ReleaseError` under the paths of their resources, and what
 * `SuppressedError` hides. Anything can be handed in; it never throws because of the error.
 *
 * @example Nothing is hidden
 * ```ts
 * import { formatError, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const work = withScope("job", (job) => {
 *   job.defer("lock", () => {
 *     throw new Error("lock is gone");
 *   });
 *   throw new Error("disk is full");
 * });
 * const error = await work.catch((error) => error);
 * assert.deepEqual(formatError(error, { stacks: false }).split("\n"), [
 *   'ReleaseError: Cannot release 1 resource of scope "job" after its work had failed or was stopped: job/lock',
 *   "├─ cause: Error: disk is full",
 *   "└─ job/lock: Error: lock is gone",
 * ]);
 * ```
 * @returns Lines without a newline at the end.
 * @throws {TypeError} If an option has the wrong type or does not exist.
 * @throws {RangeError} If `maxErrors` is out of range.
 */
export function formatError(error: unknown, options: FormatErrorOptions = {}): string {
  const action = "format the error";
  checkKeys(action, options, ["stacks", "maxErrors"]);
  const { stacks = true } = options;
  if (typeof stacks !== "boolean") {
    throw new TypeError(optionMessage(action, "stacks", "a boolean", stacks));
  }
  const maxErrors = checkMaxErrors(action, options.maxErrors);
  return formatErrorRecord(unfold(error, maxErrors), stacks);
}

/** Something still to be written: an error, or how many more there are. */
type Item =
  & { readonly before: string; readonly branch: string; readonly below: string }
  & ({ readonly record: ErrorRecord; readonly label: string } | { readonly more: number });

/** Draws the tree of a record; a loop with a stack of its own, so depth is no limit. */
export function formatErrorRecord(top: ErrorRecord, stacks: boolean): string {
  const lines: string[] = [];
  const stack: Item[] = [{ record: top, label: "", before: "", branch: "", below: "" }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const start = item.before + item.branch;
    if ("more" in item) {
      lines.push(`${start}… and ${item.more.toLocaleString("en-US")} more`);
      continue;
    }
    const inside = item.before + item.below;
    const [head, ...rest] = textLines(item.record, stacks);
    lines.push(start + item.label + head);
    for (const line of rest) lines.push(`${inside}    ${line}`);
    for (const below of itemsBelow(item.record, inside).reverse()) stack.push(below);
  }
  return lines.join("\n");
}

function itemsBelow(record: ErrorRecord, before: string): Item[] {
  let place = 0;
  const label = ({ path, relation }: ErrorRecord) => {
    const name = relation === "errors" ? `errors[${place++}]` : relation;
    return `${path === undefined ? name : plainText(path)}: `;
  };
  const items: ({ record: ErrorRecord; label: string } | { more: number })[] = record.causes
    .map((cause) => ({ record: cause, label: label(cause) }));
  if (record.omitted !== undefined) items.push({ more: record.omitted });
  return items.map((item, index) => {
    const isLast = index === items.length - 1;
    return { ...item, before, branch: isLast ? "└─ " : "├─ ", below: isLast ? "   " : "│  " };
  });
}

/** The lines of the message, then those of the stack. */
function textLines(record: ErrorRecord, stacks: boolean): string[] {
  const { type, message, code } = record;
  const name = code === undefined ? type : `${type} [${code}]`;
  const text = message === "" || message === name ? name : `${name}: ${message}`;
  const told = record.repeated ? `${text} (told above)` : text;
  const lines = [...told.split("\n"), ...(stacks ? frames(record) : [])];
  return lines.map(plainText);
}

/** The stack without its head: that was written before the error had all of its fields. */
function frames({ stack = "", message }: ErrorRecord): string[] {
  const from = message === "" ? 0 : Math.max(0, stack.indexOf(message)) + message.length;
  const lines = stack.slice(from).split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("at "));
}
