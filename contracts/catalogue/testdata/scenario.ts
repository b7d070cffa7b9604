/** Something that goes wrong, and where it stands in the gallery. */
export interface Scenario {
  /** The heading that it stands under. */
  readonly group: string;
  /** What goes wrong, in words. */
  readonly name: string;
  /** Does it: throws, or returns a promise that rejects. */
  readonly run: () => unknown;
}

/** Names the scenarios of one group. */
export function scenarios(
  group: string,
  runs: Readonly<Record<string, () => unknown>>,
): readonly Scenario[] {
  return Object.entries(runs).map(([name, run]) => ({ group, name, run }));
}

/** A value as JavaScript sees it, so that wrong calls can be written down. */
// deno-lint-ignore no-explicit-any
export type Loose = Readonly<Record<PropertyKey, (...args: any[]) => unknown>>;

/** Takes the types off a value. */
export function loose(value: object): Loose {
  return value as Loose;
}
