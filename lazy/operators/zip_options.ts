import { checkKeys, formatValue, optionMessage } from "../../_internal/check_option.ts";

/** When zipping ends; see {@linkcode ZipOptions}. */
export type ZipMode = "shortest" | "longest" | "strict";

/** How sources are zipped. */
export interface ZipOptions {
  /**
   * When to end: with the source that ends first, with the one that ends last, or with all at once,
   * as a `TypeError` tells if they do not.
   *
   * @default {"shortest"}
   */
  readonly mode?: ZipMode | undefined;
  /**
   * What stands in for items of sources that have ended, a value for each source in turn. Read up to
   * the number of sources; only with `mode: "longest"`. By default, and beyond its end, `undefined`.
   */
  readonly padding?: Iterable<unknown> | undefined;
}

/** How sources that have names are zipped. */
export interface ZipKeyedOptions {
  /**
   * When to end, as in {@linkcode ZipOptions}.
   *
   * @default {"shortest"}
   */
  readonly mode?: ZipMode | undefined;
  /**
   * What stands in for items of sources that have ended, by the name of the source. Only with
   * `mode: "longest"`. By default `undefined`.
   */
  readonly padding?: Readonly<Record<PropertyKey, unknown>> | undefined;
}

/** What zipping does, as found out from its options. */
export interface ZipSettings {
  readonly mode: ZipMode;
  /** What stands in for items of sources that have ended; one for each source. */
  readonly padding: readonly unknown[];
  /** Makes of a row, one item of each source, what goes on. */
  readonly finish?: ((row: unknown[]) => unknown) | undefined;
}

const MODES: readonly unknown[] = ["shortest", "longest", "strict"];

/**
 * Checks the options of zipping, as TC39 does, and the names of options besides.
 *
 * @throws {TypeError} If an option is wrong.
 */
export function checkZipOptions(
  action: string,
  options: ZipOptions | ZipKeyedOptions = {},
): { readonly mode: ZipMode; readonly padding: object | undefined } {
  checkKeys(action, options, ["mode", "padding"]);
  const { mode = "shortest", padding } = options;
  if (!MODES.includes(mode)) {
    throw new TypeError(
      `Cannot ${action} as "mode" must be "shortest", "longest" or "strict": ` +
        `current value is ${formatValue(mode)}`,
    );
  }
  if (mode !== "longest" || padding === undefined) return { mode, padding: undefined };
  if (typeof padding === "object" && padding !== null || typeof padding === "function") {
    return { mode, padding };
  }
  throw new TypeError(optionMessage(action, "padding", "an object", padding));
}

/** Reads as many values as there are sources; closes the iterator if it has more. */
export function readPadding(padding: object | undefined, count: number): unknown[] {
  const values: unknown[] = new Array(count).fill(undefined);
  if (padding === undefined || count === 0) return values;
  let at = 0;
  for (const value of padding as Iterable<unknown>) {
    values[at++] = value;
    if (at === count) break;
  }
  return values;
}
