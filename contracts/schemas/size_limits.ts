import { checkInteger, optionMessage } from "../../_internal/check_option.ts";

/** How many parts a value may have: as a test, as words, as code, and as JSON Schema. */
export interface SizeLimits {
  /** Tells whether a number of parts is allowed. */
  readonly fits: (size: number) => boolean;
  /** The limits in messages: `" of 1 to 3 items"`; empty if there are none. */
  readonly words: string;
  /** Writes the test over an expression, as the end of a conjunction. */
  readonly emit: (size: string) => string;
  /** The limits that were given, under the names of JSON Schema. */
  readonly json: Record<string, number>;
}

/**
 * Reads the two options that limit how many parts a value has, `minItems` and `maxItems` say.
 *
 * @throws {TypeError} If one is not a number.
 * @throws {RangeError} If one is not an integer from 0, or nothing lies between them.
 */
export function sizeLimits(
  action: string,
  part: "Items" | "Length",
  [min = 0, max]: readonly [min: number | undefined, max: number | undefined],
): SizeLimits {
  const [least, most] = [`min${part}`, `max${part}`] as const;
  checkInteger(action, least, min, 0);
  if (max !== undefined) {
    checkInteger(action, most, max, 0);
    const rule = `at least "${least}", ${min}`;
    if (max < min) throw new RangeError(optionMessage(action, most, rule, max));
  }
  const json: Record<string, number> = {};
  if (min > 0) json[least] = min;
  if (max !== undefined) json[most] = max;
  return {
    fits: (size) => size >= min && (max === undefined || size <= max),
    words: words(min, max, part === "Items" ? "item" : "character"),
    emit: (size) =>
      (min > 0 ? `&&${size}>=${min}` : "") + (max === undefined ? "" : `&&${size}<=${max}`),
    json,
  };
}

function words(min: number, max: number | undefined, part: string): string {
  const parts = (max ?? min) === 1 ? part : `${part}s`;
  if (max === undefined) return min === 0 ? "" : ` of at least ${min} ${parts}`;
  if (min === max) return ` of ${max} ${parts}`;
  return min === 0 ? ` of at most ${max} ${parts}` : ` of ${min} to ${max} ${parts}`;
}
