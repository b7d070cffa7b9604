import { checkObject } from "../../_internal/check_option.ts";
import { ItemsCursor } from "../engine/cursor.ts";
import type { Mode } from "../engine/mode.ts";
import type { Operator } from "../plan/operator.ts";
import { Plan } from "../plan/plan.ts";
import { reusableSource, type Source } from "../sources/source.ts";
import { concat } from "./combine.ts";
import { createOther, createSources, orDiscard } from "./others.ts";
import { zip } from "./zip.ts";
import {
  checkZipOptions,
  readPadding,
  type ZipKeyedOptions,
  type ZipOptions,
  type ZipSettings,
} from "./zip_options.ts";

// Plans that begin with several sources: the first is the source, the others belong to an operator.

/** Rows of one item of each source. */
export function zipPlan(raws: Iterable<unknown>, mode: Mode, options?: ZipOptions): Plan {
  const action = "zip the sources";
  checkObject(action, "sources", Array.isArray(raws) ? {} : raws);
  const checked = checkZipOptions(action, options);
  const sources = createSources(action, raws, mode);
  const padding = orDiscard(sources, () => readPadding(checked.padding, sources.length));
  return zipped(sources, { mode: checked.mode, padding });
}

/** Rows of one item of each source, as objects without a prototype. */
export function zipKeyedPlan(record: object, mode: Mode, options?: ZipKeyedOptions): Plan {
  const action = "zip the sources by key";
  checkObject(action, "sources", Array.isArray(record) ? {} : record);
  const checked = checkZipOptions(action, options);
  const sources: Source[] = [];
  return orDiscard(sources, () => {
    const keys: PropertyKey[] = [];
    for (const key of Reflect.ownKeys(record)) {
      if (!Object.prototype.propertyIsEnumerable.call(record, key)) continue;
      const raw = (record as Record<PropertyKey, unknown>)[key];
      if (raw === undefined) continue;
      sources.push(createOther(action, raw, mode));
      keys.push(key);
    }
    const values = checked.padding as Readonly<Record<PropertyKey, unknown>> | undefined;
    const padding = keys.map((key) => values?.[key]);
    return zipped(sources, { mode: checked.mode, padding, finish: keyedBy(keys) });
  });
}

/** The operator that zips with one other source. */
export function zipWith(raw: unknown, mode: Mode, options?: ZipOptions): Operator {
  const action = "zip the sequence";
  const checked = checkZipOptions(action, options);
  const other = createOther(action, raw, mode);
  const padding = orDiscard([other], () => readPadding(checked.padding, 2));
  return zip([other], { mode: checked.mode, padding });
}

/** The items of all sources, one source after the other. */
export function concatPlan(raws: readonly unknown[], mode: Mode): Plan {
  const [first = NOTHING, ...others] = createSources("concat the sources", raws, mode);
  return Plan.from(first).append(concat(others));
}

function zipped([first = NOTHING, ...others]: readonly Source[], settings: ZipSettings): Plan {
  return Plan.from(first).append(zip(others, settings));
}

function keyedBy(keys: readonly PropertyKey[]): (row: unknown[]) => unknown {
  return (row) => {
    const keyed: Record<PropertyKey, unknown> = Object.create(null);
    for (let at = 0; at < keys.length; at++) keyed[keys[at]!] = row[at];
    return keyed;
  };
}

const NOTHING: Source = reusableSource(() => new ItemsCursor([], false));
