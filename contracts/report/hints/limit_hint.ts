import { didYouMean } from "../../../_internal/did_you_mean.ts";

const LIMITS: Readonly<Record<string, string>> = {
  ">=": "at least",
  ">": "more than",
  "<=": "at most",
  "<": "less than",
};

/**
 * Says what to do about a value of the right type that is refused nevertheless: how far it may go,
 * or which of the known texts was meant. `_` stands for the value and `!` for passing it.
 */
export function limitHint(received: unknown, expected: string): string | undefined {
  if (typeof received === "number") return numberHint(received, expected) ?? boundHint(expected);
  if (typeof received === "string") return textHint(received, expected);
  if (received instanceof Date) return "check the text it was made from: it is no date";
  return Array.isArray(received) || typeof received === "bigint" ? boundHint(expected) : undefined;
}

function numberHint(received: number, expected: string): string | undefined {
  if (Number.isNaN(received)) return "check the calculation: it gives NaN";
  if (!Number.isFinite(received)) return "! a finite number";
  if (!/\bint/.test(expected) || Number.isSafeInteger(received)) return undefined;
  return Number.isInteger(received)
    ? "keep it within Number.MAX_SAFE_INTEGER"
    : "round it: Math.round(_)";
}

function textHint(received: string, expected: string): string | undefined {
  const trimmed = received.trim();
  const texts = [...expected.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, text]) => text!);
  if (/\bstring\b/.test(expected) || texts.length === 0) {
    return boundHint(expected) ?? (trimmed === received ? undefined : "trim it: _.trim()");
  }
  const meant = didYouMean(trimmed, texts);
  return meant === undefined ? undefined : `! "${meant}"`;
}

/** Turns limits in the words of any library into what to do: `>= 1` into `pass at least 1`. */
function boundHint(expected: string): string | undefined {
  const [, sign, limit] = /([<>]=?) ?(-?[\d.]+)/.exec(expected) ?? [];
  if (sign !== undefined) return `! ${LIMITS[sign]} ${limit}`;
  const words =
    /\b(?:from |of )?((?:at least|at most|more than|less than) -?[\d.]+(?: \w+)?|-?[\d.]+ to -?[\d.]+(?: \w+)?)/
      .exec(expected)?.[1];
  return words === undefined ? undefined : `! ${words.replace(/ or$/, "")}`;
}
