import { checkString, formatValue, optionMessage } from "../_internal/check_option.ts";
import type { TaskAddress, TaskContext } from "./executor.ts";

const ACTION = "refer to tasks";

/**
 * Names a task without loading it: where its module is and which export it is.
 *
 * @typeParam I Type of its input.
 * @typeParam O Type of its result.
 */
export interface TaskReference<I, O> extends TaskAddress {
  /** Carries the types of input and result; never set. */
  readonly types?: { readonly input: (input: I) => void; readonly output: O };
}

/** The tasks of a module: its exported functions of an input and, optionally, a context. */
export type TaskModule<M> = {
  readonly [
    K in keyof M as M[K] extends (input: never, context: TaskContext) => unknown ? K : never
  ]: M[K] extends (input: infer I, context: TaskContext) => infer O ? TaskReference<I, Awaited<O>>
    : never;
};

/**
 * Makes typed references to the exported functions of a module, which is loaded by workers only.
 *
 * The name of an export is checked by the compiler, and by the worker when the task runs.
 *
 * @example References are plain values
 * ```ts
 * import { taskModule } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * interface Tasks {
 *   square(input: number): number;
 * }
 * // In a program: taskModule<typeof import("./tasks.ts")>(import.meta.resolve("./tasks.ts"))
 * const tasks = taskModule<Tasks>("file:///app/tasks.ts");
 * assert.equal(tasks.square.exportName, "square");
 * ```
 *
 * @typeParam M Type of the module, as `typeof import("./tasks.ts")`.
 * @param moduleUrl Address of the module, as `import.meta.resolve("./tasks.ts")` gives it.
 * @returns One reference per exported function.
 * @throws {TypeError} If `moduleUrl` is not an absolute URL.
 */
export function taskModule<M>(moduleUrl: string): TaskModule<M> {
  checkString(ACTION, "moduleUrl", moduleUrl);
  if (!URL.canParse(moduleUrl)) {
    // A worker would resolve it against a file of this package.
    const message = optionMessage(ACTION, "moduleUrl", "an absolute URL", moduleUrl);
    throw new TypeError(`${message}: use import.meta.resolve(${formatValue(moduleUrl)})`);
  }
  const references = new Map<string, TaskAddress>();
  return new Proxy(Object.freeze({}) as TaskModule<M>, {
    get(_target, key): TaskAddress | undefined {
      // A module with a "then" would be mistaken for a promise wherever it is awaited.
      if (typeof key === "symbol" || key === "then") return undefined;
      let reference = references.get(key);
      if (reference === undefined) {
        reference = Object.freeze({ moduleUrl, exportName: key });
        references.set(key, reference);
      }
      return reference;
    },
  });
}
