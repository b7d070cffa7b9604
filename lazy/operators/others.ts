import { optionMessage } from "../../_internal/check_option.ts";
import { closeNow } from "../engine/closing.ts";
import type { Mode } from "../engine/mode.ts";
import { createSource, type Source } from "../sources/source.ts";

/**
 * Wraps several sources that are read together.
 *
 * @throws {TypeError} If one of them is a string or cannot be iterated. One-shot sources before it
 * are closed, as nobody else may have them in hand.
 */
export function createSources(action: string, raws: Iterable<unknown>, mode: Mode): Source[] {
  const sources: Source[] = [];
  return orDiscard(sources, () => {
    for (const raw of raws) sources.push(createOther(action, raw, mode));
    return sources;
  });
}

/**
 * Wraps a source that is read beside others. A string is refused: whether it is one item or many is
 * anybody's guess.
 *
 * @throws {TypeError} If it is a string or cannot be iterated.
 */
export function createOther(action: string, raw: unknown, mode: Mode): Source {
  if (typeof raw !== "string") return createSource(raw, mode);
  const rule = "no string, but [text] to keep it whole or [...text] to split it";
  throw new TypeError(optionMessage(action, "source", rule, raw));
}

/** Closes one-shot sources if what is to read them cannot be made. */
export function orDiscard<R>(sources: readonly Source[], make: () => R): R {
  try {
    return make();
  } catch (error) {
    closeNow(sources.map((source) => ({ close: () => source.discard() })));
    throw error;
  }
}
