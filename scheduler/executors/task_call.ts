import { didYouMean } from "../../_internal/did_you_mean.ts";
import { NonRetryableError } from "../errors.ts";
import type { TaskAddress, TaskContext } from "../executor.ts";

/** A module as it was loaded: exports by name. */
export type LoadedModule = Readonly<Record<string, unknown>>;

/** What a context stands on. */
export interface ContextSource {
  /** Id of the task. */
  readonly taskId: string;
  /** Number of the attempt. */
  readonly attempt: number;
  /** Aborts when the task is to stop. */
  readonly signal: AbortSignal;
  /** Whether the task is to stop, seen without a turn of the event loop. */
  isCancelled(): boolean;
  /** Passes progress on. */
  progress(value: unknown): void;
}

/** Makes the second argument of a task. */
export function taskContext(source: ContextSource): TaskContext {
  return Object.freeze({
    taskId: source.taskId,
    attempt: source.attempt,
    signal: source.signal,
    throwIfCancelled(): void {
      source.signal.throwIfAborted();
      if (source.isCancelled()) throw new DOMException("The task was cancelled", "AbortError");
    },
    progress: (value: unknown): void => source.progress(value),
  });
}

/**
 * Finds the function of a task in its module.
 *
 * @throws {NonRetryableError} If the module has no function of that name.
 */
export function findTask(
  module: LoadedModule,
  address: TaskAddress,
): (input: unknown, context: TaskContext) => unknown {
  const found = Object.hasOwn(module, address.exportName) ? module[address.exportName] : undefined;
  if (typeof found === "function") return found as ReturnType<typeof findTask>;
  const names = Object.keys(module).filter((name) => typeof module[name] === "function");
  const guess = didYouMean(address.exportName, names);
  const hint = guess === undefined ? `it exports ${names.join(", ") || "none"}` : `use "${guess}"`;
  throw new NonRetryableError(
    `Cannot run "${address.exportName}" as ${address.moduleUrl} exports no function of that name: ` +
      hint,
  );
}

/** Whether another attempt may fare better; told by name, for the error may be another copy's. */
export function isRetryable(error: unknown): boolean {
  try {
    return !(error instanceof Error && error.name === "NonRetryableError");
  } catch {
    // What cannot even be looked at, as a revoked proxy.
    return true;
  }
}
