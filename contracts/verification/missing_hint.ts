import { didYouMean } from "../../_internal/did_you_mean.ts";

/** Looks for the reason why a method is not there: another spelling, or a field with a function. */
export function missingHint(
  prototype: object,
  member: { readonly key: PropertyKey },
  names: readonly PropertyKey[],
  source: string,
): string | undefined {
  if (typeof member.key !== "string") return undefined;
  const { key } = member;
  const literally = key.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const field = new RegExp(`(?:^|[\\s;{}])${literally}\\s*=[^=>]`);
  if (field.test(source)) return `turn the field "${key}" into a method`;
  const given = ownMethods(prototype).filter((name) => !names.includes(name));
  const meant = didYouMean(key, given);
  return meant === undefined ? undefined : `rename "${meant}" to "${key}"`;
}

function ownMethods(prototype: object): string[] {
  const methods: string[] = [];
  for (let current = prototype; current !== Object.prototype && current !== null;) {
    methods.push(...Object.getOwnPropertyNames(current).filter((name) => name !== "constructor"));
    current = Object.getPrototypeOf(current);
  }
  return methods;
}
