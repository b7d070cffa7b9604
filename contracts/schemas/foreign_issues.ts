import { closest } from "./closest.ts";
import type { SchemaProblem } from "./schema_problem.ts";
import type { StandardIssue } from "./standard_schema.ts";

/** What some vendors add to an issue. */
interface VendorIssue extends StandardIssue {
  /** Zod: properties that are not known. */
  readonly keys?: unknown;
  /** Zod: the issues of each schema of a union. */
  readonly errors?: unknown;
  /** Valibot: the issues of all schemas of a union. */
  readonly issues?: unknown;
}

/** Turns the issues of a vendor about a value into problems of our own form. */
export function readIssues(
  issues: readonly StandardIssue[],
  value: unknown,
  path: readonly PropertyKey[],
): SchemaProblem[] {
  return issues.flatMap((issue) => readIssue(issue, value, path));
}

function readIssue(
  { message, path = [], keys, errors, issues }: VendorIssue,
  value: unknown,
  outer: readonly PropertyKey[],
): readonly SchemaProblem[] {
  // The paths of ArkType are arrays of a class of its own, whose map() does not work.
  const inner = Array.from(path, (part) => typeof part === "object" ? part.key : part);
  const received = valueAt(value, inner);
  const whole = [...outer, ...inner];
  if (Array.isArray(keys)) {
    return keys.map((key) => ({
      path: [...whole, key],
      expected: "no such property",
      received: valueAt(received, [key]),
    }));
  }
  let expected = expectation(message);
  if (Array.isArray(errors) && Array.isArray(errors[0])) {
    const lists = errors.map((list) => readIssues(list, received, whole));
    const chosen = closest(lists, whole);
    if (chosen !== undefined) return chosen;
    const kinds = lists.flat().filter((problem) => problem.path.length === whole.length);
    expected = [...new Set(kinds.map((problem) => problem.expected))].join(" or ");
  }
  if (Array.isArray(issues) && issues.every(({ path }) => path?.length > 0)) {
    expected = "a value that one of the alternatives accepts";
  }
  return [{ path: whole, expected, received }];
}

/** Sentences of the vendors; what was received stands in them too, but ours is more exact. */
const SENTENCES: readonly (readonly [pattern: RegExp, expected: string])[] = [
  [
    /^Invalid key: Expected never |must be removed$|^Expected no excess property$/,
    "no such property",
  ],
  [/^Invalid key: |^Missing key$/, "a value"],
  [/^Invalid (?:type|input|option): expected (.+?)(?: but received .*|, received .*)?$/is, "$1"],
  [/^Invalid (\w+): expected (.+?) but received .*$/is, "$1 $2"],
  [/^Invalid (\w+): must (.+)$/s, "$1 to $2"],
  [/^.*?must be\.\.\.\s*◦ (.+)$/s, "$1"],
  [/must be (.+?)(?: \(was .*\))?$/s, "$1"],
  [/^Invalid (?:input|key .*)$/, "a valid value"],
  [/^Invalid (?!discriminator)([\w ]+?)(?:: received .*)?$/is, "a valid $1"],
  [/expected (.+?)(?:,? (?:but )?received .*)?$/is, "$1"],
];

/** Differences in wording, so that alternatives and types read the same whoever names them. */
const WORDINGS: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/\s*\n\s*◦ /g, " and "],
  [/^\((.*)\)$/s, "$1"],
  [/^one of (?=")/, ""],
  [/ \| |(?<=")\|(?=")/g, " or "],
  [/\ban? (?=(string|number|boolean|bigint|symbol|object|array|function|integer)\b)/g, ""],
];

/** Takes what is expected out of a vendor's sentence. */
function expectation(message: string): string {
  for (const [pattern, expected] of SENTENCES) {
    const part = pattern.exec(message)?.[0];
    if (part === undefined) continue;
    const text = part.replace(pattern, expected);
    return WORDINGS.reduce((words, [from, to]) => words.replace(from, to), text);
  }
  return `a valid value (${message})`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (current === null || current === undefined) return undefined;
    current = current instanceof Map ? current.get(key) : Reflect.get(Object(current), key);
  }
  return current;
}
