import { checkDuration, checkKeys, optionMessage } from "../_internal/check_option.ts";
import { checkFiniteMs } from "./check_finite_ms.ts";
import { checkSignal } from "./check_signal.ts";
import { type RetryOptions, retryPolicy } from "./retry_policy.ts";
import type { TaskLimits } from "./task_record.ts";

/** Named priorities, from the last served to the first. */
export type PriorityClass = "low" | "normal" | "high" | "urgent";

/** The number that each named priority stands for. */
export const priorityClasses: Readonly<Record<PriorityClass, number>> = Object.freeze({
  low: 0,
  normal: 1,
  high: 2,
  urgent: 3,
});

/** What a task may take of time, tries and turns. */
export interface TaskOptions {
  /** Who goes first: a class, or any finite number on the scale of the classes. @default {"normal"} */
  readonly priority?: PriorityClass | number;
  /** Limit of the wait for a first worker, in milliseconds; then the task is `expired`. @default {Infinity} */
  readonly queueMs?: number;
  /** Limit of one attempt, in milliseconds; then it is asked to stop, and later forced. @default {Infinity} */
  readonly runMs?: number;
  /** When failed attempts are followed by others. */
  readonly retry?: RetryOptions;
}

/** Options of `Scheduler.submit()`. */
export interface SubmitOptions extends TaskOptions {
  /** Time before the task becomes ready, in milliseconds. @default {0} */
  readonly delayMs?: number;
  /** Cancels the task; its reason becomes the rejection of the result, unchanged. */
  readonly signal?: AbortSignal;
}

const TASK_KEYS = ["priority", "queueMs", "runMs", "retry"];

/**
 * Checks the options of a task and fills in their defaults.
 *
 * @throws {TypeError} If an option does not exist or has the wrong type.
 * @throws {RangeError} If a number is out of range.
 */
export function taskLimits(action: string, options: TaskOptions = {}): TaskLimits {
  checkKeys(action, options, TASK_KEYS);
  const { priority = "normal", queueMs = Infinity, runMs = Infinity, retry } = options;
  checkDuration(action, "queueMs", queueMs);
  checkDuration(action, "runMs", runMs);
  return {
    priority: priorityNumber(action, priority),
    queueMs,
    runMs,
    retry: retryPolicy(action, retry),
  };
}

/**
 * Checks the options of a submission; the limits among them go to {@linkcode taskLimits}.
 *
 * @throws {TypeError} If an option does not exist or has the wrong type.
 * @throws {RangeError} If a number is out of range.
 */
export function submission(
  options: SubmitOptions = {},
): { limits: TaskLimits; delayMs: number; signal: AbortSignal | undefined } {
  const action = "submit the task";
  checkKeys(action, options, [...TASK_KEYS, "delayMs", "signal"]);
  const { delayMs = 0, signal, ...rest } = options;
  checkFiniteMs(action, "delayMs", delayMs);
  checkSignal(action, signal);
  return { limits: taskLimits(action, rest), delayMs, signal };
}

function priorityNumber(action: string, priority: unknown): number {
  const rule = `${
    Object.keys(priorityClasses).map((name) => JSON.stringify(name)).join(", ")
  } or a finite number`;
  if (typeof priority === "number" && Number.isFinite(priority)) return priority;
  if (typeof priority === "string" && Object.hasOwn(priorityClasses, priority)) {
    return priorityClasses[priority as PriorityClass];
  }
  throw new TypeError(optionMessage(action, "priority", rule, priority));
}
