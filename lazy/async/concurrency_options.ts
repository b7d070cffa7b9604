import {
  checkInteger,
  checkKeys,
  checkObject,
  optionMessage,
} from "../../_internal/check_option.ts";

/** How many callbacks run at once, and what becomes of their results. */
export interface ConcurrencyOptions {
  /** How many callbacks may run at once, an integer from 1. */
  readonly concurrency: number;
  /**
   * Whether results come in the order of the items. If not, they come in the order in which they
   * are ready. @default {true}
   */
  readonly ordered?: boolean | undefined;
  /**
   * How many results may wait to be taken, an integer from 0. A slow item holds the callbacks up
   * only when so many results wait behind it. Every callback under way needs a place for its
   * result, so with a buffer smaller than `concurrency` at most one callback more runs than the
   * buffer has places; with 0 a callback starts when an item is asked for, one after the other.
   *
   * @default {8 * concurrency}
   */
  readonly buffer?: number | undefined;
}

/** Options with the defaults filled in. */
export type CheckedConcurrency = {
  readonly [K in keyof ConcurrencyOptions]-?: Exclude<ConcurrencyOptions[K], undefined>;
};

const KEYS = ["concurrency", "ordered", "buffer"];

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {TypeError} If an option is of the wrong type or does not exist.
 * @throws {RangeError} If a number is out of range.
 */
export function checkConcurrency(action: string, options: ConcurrencyOptions): CheckedConcurrency {
  checkObject(action, "options", options);
  checkKeys(action, options, KEYS);
  const { concurrency, ordered = true, buffer } = options;
  checkBound(action, "concurrency", concurrency, 1);
  checkBound(action, "buffer", buffer ?? 0, 0);
  if (typeof ordered !== "boolean") {
    throw new TypeError(optionMessage(action, "ordered", "a boolean", ordered));
  }
  return { concurrency, ordered, buffer: buffer ?? 8 * concurrency };
}

function checkBound(action: string, option: string, value: unknown, min: number): void {
  if (value === Infinity) {
    const message = optionMessage(action, option, `an integer >= ${min}`, value);
    throw new RangeError(`${message}; name the most that your memory and your services can bear`);
  }
  checkInteger(action, option, value, min);
}
