import type { Method } from "../plan/method_kind.ts";
import type { FastPath } from "./fast_path.ts";

/** Builds a checked method out of generated code. */
export function generatedPath(_path: FastPath): Method | undefined {
  return undefined;
}
