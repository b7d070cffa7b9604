import { toErrorRecord } from "./error_record.ts";
import { formatError } from "./format_error.ts";

/** What the consoles of Deno and of Node ask a value for its picture. */
const INSPECT = ["Deno.customInspect", "nodejs.util.inspect.custom"];

/**
 * Lets the errors of a class show everything they hold: consoles stop at the fourth level and at the
 * hundredth error, and JSON has neither message nor causes of any error.
 */
export function printInFull(errorClass: { readonly prototype: Error }): void {
  const methods: Record<PropertyKey, unknown> = {
    toJSON(this: Error) {
      return toErrorRecord(this);
    },
  };
  for (const key of INSPECT) {
    methods[Symbol.for(key)] = function (this: Error) {
      return formatError(this);
    };
  }
  for (const key of Reflect.ownKeys(methods)) {
    Object.defineProperty(errorClass.prototype, key, {
      value: methods[key],
      writable: true,
      configurable: true,
    });
  }
}
