import type { Method } from "../plan/method_kind.ts";
import { closurePath } from "./closure_path.ts";
import type { FastPath } from "./fast_path.ts";
import { generatedPath, isCompiled } from "./generated_path.ts";

/** Calls after which compiling a method pays. */
const WARM_CALLS = 50;

/**
 * Builds a checked method that starts as closures, which cost nothing to build, and is compiled once
 * it turns out to be called often. `exchange` then gets what should stand in its place; whoever
 * keeps the first one still calls the compiled one through it. Where another class has made it
 * compile already, the compiled method is returned at once and `exchange` never called.
 *
 * A property must be deleted before it is defined anew: the engine treats a property that was
 * overwritten as one that changes, and calls through it are three times as slow from then on.
 */
export function warmPath(path: FastPath, exchange: (method: Method) => void): Method {
  if (isCompiled(path)) return generatedPath(path)!;
  let current = closurePath(path);
  let calls = 0;
  return function (this: unknown) {
    if (++calls === WARM_CALLS) exchange(current = generatedPath(path) ?? current);
    return Reflect.apply(current, this, arguments);
  };
}
