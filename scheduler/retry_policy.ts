import { checkInteger, checkKeys, optionMessage } from "../_internal/check_option.ts";
import { checkFiniteMs } from "./check_finite_ms.ts";

/** How often and how soon a failed attempt is followed by another. */
export interface RetryOptions {
  /**
   * Attempts that may fail, the first included; 1 never tries again. The death of a worker is not
   * counted here but against `maxCrashes` of the scheduler.
   *
   * @default {3}
   */
  readonly attempts?: number;
  /** Longest wait before the second attempt, in milliseconds; doubled for each one after. @default {200} */
  readonly backoffMs?: number;
  /** Longest wait before any attempt, in milliseconds. @default {30_000} */
  readonly maxBackoffMs?: number;
  /**
   * `full` waits a random time up to the longest wait, so that tasks that failed together do not
   * come back together; `none` waits the longest wait.
   *
   * @default {"full"}
   */
  readonly jitter?: "full" | "none";
}

/** Retry options with every default filled in. */
export type RetryPolicy = Readonly<Required<RetryOptions>>;

/**
 * Checks retry options and fills in their defaults.
 *
 * @throws {TypeError} If an option does not exist or has the wrong type.
 * @throws {RangeError} If a number is out of range.
 */
export function retryPolicy(action: string, options: RetryOptions = {}): RetryPolicy {
  checkKeys(action, options, ["attempts", "backoffMs", "maxBackoffMs", "jitter"], "retry");
  const { attempts = 3, backoffMs = 200, maxBackoffMs = 30_000, jitter = "full" } = options;
  checkInteger(action, "retry.attempts", attempts, 1);
  checkFiniteMs(action, "retry.backoffMs", backoffMs);
  checkFiniteMs(action, "retry.maxBackoffMs", maxBackoffMs);
  if (jitter !== "full" && jitter !== "none") {
    throw new TypeError(optionMessage(action, "retry.jitter", '"full" or "none"', jitter));
  }
  return { attempts, backoffMs, maxBackoffMs, jitter };
}

/**
 * The wait after the `failures`-th failed attempt, in milliseconds.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffDelayMs(
  policy: RetryPolicy,
  failures: number,
  random: () => number,
): number {
  // 2 ** 1024 is Infinity, and a backoff of 0 times Infinity is NaN.
  const factor = 2 ** Math.min(failures - 1, 1_000);
  const longestMs = Math.min(policy.maxBackoffMs, policy.backoffMs * factor);
  return policy.jitter === "full" ? longestMs * random() : longestMs;
}
