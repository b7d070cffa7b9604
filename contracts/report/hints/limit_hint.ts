import { didYouMean } from "../../../_internal/did_you_mean.ts";

const LIMITS: Readonly<Record<string, string>> = {
  ">=": "at least",
  ">": "more than",
  "<=": "at most",
  "<": "less than",
};

/**
 * Says what to do about a value of the right type that is refused nevertheless: how far it may go,
 * or which of the known texts was meant. `label` is how the value is written in code, `verb` what is
 * done with it.
 */
export function limitHint(
  received: unknown,
  expected: string,
  label: string,
  verb: string,
): string | undefined {
  switch (typeof received) {
    case "number":
      return numberHint(received, expected, label, verb) ?? boundHint(expected, verb);
    case "string":
      return textHint(received, expected, label, verb);
    case "object":
      if (received instanceof Date) return "check the text it was made from: it is no date";
  }
  const hasLimits = typeof received === "bigint" || Array.isArray(received);
  return hasLimits ? boundHint(expected, verb) : undefined;
}

function numberHint(
  received: number,
  expected: string,
  label: string,
  verb: string,
): string | undefined {
  if (Number.isNaN(received)) return "check the calculation: it gives NaN";
  if (!Number.isFinite(received)) return `${verb} a finite number`;
  if (!/\bint/.test(expected) || Number.isSafeInteger(received)) return undefined;
  return Number.isInteger(received)
    ? "keep it within Number.MAX_SAFE_INTEGER"
    : `round it: Math.round(${label})`;
}

function textHint(
  received: string,
  expected: string,
  label: string,
  verb: string,
): string | undefined {
  if (/\b(?:number|int)/.test(expected)) return undefined;
  const trimmed = received.trim();
  const texts = Array.from(expected.matchAll(/"((?:\\.|[^"\\])*)"/g), ([, text]) => text!);
  if (/^(?:an? )?string\b/.test(expected) || texts.length === 0) {
    return boundHint(expected, verb) ??
      (trimmed === received ? undefined : `trim it: ${label}.trim()`);
  }
  const meant = didYouMean(trimmed, texts);
  return meant === undefined ? undefined : `${verb} "${meant}"`;
}

/** Turns limits in the words of any library into what to do: `>= 1` into `pass at least 1`. */
function boundHint(expected: string, verb: string): string | undefined {
  const [, sign, limit] = /([<>]=?) ?(-?[\d.]+)/.exec(expected) ?? [];
  if (sign !== undefined) return `${verb} ${LIMITS[sign]} ${limit}`;
  const words = /(?:at (?:least|most)|(?:more|less) than|-?[\d.]+ to) -?[\d.]+(?: (?!or )\w+)?/
    .exec(expected)?.[0];
  if (words !== undefined) return `${verb} ${words}`;
  return expected === "positive" ? `${verb} more than 0` : undefined;
}
