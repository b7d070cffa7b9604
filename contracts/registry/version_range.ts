/** A parsed semantic version: three numbers, and the parts of a pre-release. */
export interface Version {
  /** Major, minor and patch. */
  readonly numbers: readonly [number, number, number];
  /** The parts of the pre-release; empty for a release. */
  readonly pre: readonly string[];
}

/** Tells whether a version is in a range; text is parsed, what has no version is `undefined`. */
export type VersionTest = (version: string | Version | undefined) => boolean;

type Comparator = readonly [operator: ">=" | ">" | "<" | "<=" | "=", version: Version];

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;
const PARTIAL =
  /^(>=|<=|>|<|=|\^|~)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;

/** The lowest pre-release there is: an upper bound with it leaves out the bound's own betas. */
const LOWEST = "";

/** Tells whether a text is a semantic version, such as `1.2.0` or `2.0.0-beta.1`. */
export function isVersion(text: unknown): text is string {
  return typeof text === "string" && VERSION.test(text);
}

/**
 * Reads a semantic version.
 *
 * @throws {SyntaxError} If it is not one.
 */
export function parseVersion(text: string): Version {
  const match = VERSION.exec(text);
  if (match === null) throw new SyntaxError(`Cannot read "${text}" as a semantic version`);
  return toVersion(match.slice(1, 4).map(Number), match[4]?.split(".") ?? []);
}

/**
 * Compares two versions by semantic version precedence; what has no version comes before all others.
 */
export function compareVersions(a: Version | undefined, b: Version | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const order = compareNumbers(a, b);
  if (order !== 0) return order;
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let index = 0; index < Math.max(a.pre.length, b.pre.length); index++) {
    const order = comparePart(a.pre[index], b.pre[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * Compiles a version range into a test: exact versions, `^1.2`, `~1.2.3`, `>=1 <3`, `1.x`, `*`, and
 * alternatives with `||`. As in npm, a pre-release fits only where the range names one of the same
 * three numbers.
 *
 * @throws {SyntaxError} If the range is not one.
 */
export function compileRange(range: string): VersionTest {
  const alternatives = range.split("||").map((part) => parseComparators(part, range));
  const any = alternatives.some((comparators) => comparators.length === 0);
  return (given) => {
    if (given === undefined) return any;
    const version = typeof given === "string" ? parseVersion(given) : given;
    return alternatives.some((comparators) => fits(version, comparators));
  };
}

function fits(version: Version, comparators: readonly Comparator[]): boolean {
  // Without callbacks, as a lookup may have to test every version that there is.
  for (const [operator, bound] of comparators) {
    if (!isMet(operator, compareVersions(version, bound))) return false;
  }
  return version.pre.length === 0 ||
    comparators.some(([, bound]) =>
      bound.pre.length > 0 && compareNumbers(bound, version) === 0 && bound.pre[0] !== LOWEST
    );
}

function isMet(operator: Comparator[0], order: number): boolean {
  switch (operator) {
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case "<":
      return order < 0;
    case "=":
      return order === 0;
  }
}

function parseComparators(text: string, range: string): Comparator[] {
  const tokens = text.trim().replace(/(>=|<=|>|<|=|\^|~)\s+/g, "$1").split(/\s+/);
  return tokens.filter((token) => token !== "").flatMap((token) => {
    const match = PARTIAL.exec(token);
    if (match === null) {
      throw new SyntaxError(
        `Cannot read the version range "${range}" as "${token}" is not a version: ` +
          `write something like "1.2.3", "^1.2", "~1.2.3", ">=1 <3" or "*"`,
      );
    }
    const given = match.slice(2, 5).map((part) =>
      part === undefined || /[xX*]/.test(part) ? undefined : Number(part)
    );
    const known = given.indexOf(undefined) === -1 ? 3 : given.indexOf(undefined);
    return expand(match[1] ?? "=", given.slice(0, known) as number[], match[5]?.split(".") ?? []);
  });
}

function expand(operator: string, given: number[], pre: string[]): Comparator[] {
  if (given.length === 0) {
    return operator === "<" || operator === ">" ? [["<", toVersion([0, 0, 0], [LOWEST])]] : [];
  }
  const full = given.length === 3;
  const low = toVersion(given, full ? pre : []);
  const last = given.length - 1;
  switch (operator) {
    case "^": {
      const firstNonZero = given.findIndex((part) => part > 0);
      return [[">=", low], ["<", next(given, firstNonZero === -1 ? last : firstNonZero)]];
    }
    case "~":
      return [[">=", low], ["<", next(given, Math.min(last, 1))]];
    case ">":
      return full ? [[">", low]] : [[">=", toVersion(next(given, last).numbers, [])]];
    case "<=":
      return full ? [["<=", low]] : [["<", next(given, last)]];
    case ">=":
      return [[">=", low]];
    case "<":
      return full ? [["<", low]] : [["<", toVersion(given, [LOWEST])]];
    default:
      return full ? [["=", low]] : [[">=", low], ["<", next(given, last)]];
  }
}

/** The first version after all that share the numbers up to `index`. */
function next(given: readonly number[], index: number): Version {
  return toVersion([...given.slice(0, index), given[index]! + 1], [LOWEST]);
}

function toVersion(numbers: readonly number[], pre: readonly string[]): Version {
  return { numbers: [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0], pre };
}

function compareNumbers(a: Version, b: Version): number {
  return a.numbers[0] - b.numbers[0] || a.numbers[1] - b.numbers[1] || a.numbers[2] - b.numbers[2];
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || a === LOWEST) return -1;
  if (b === undefined || b === LOWEST) return 1;
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return Number(a) - Number(b);
  if (left !== right) return left ? -1 : 1;
  return a < b ? -1 : 1;
}
