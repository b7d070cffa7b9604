import { type CallSite, formatSite } from "./call_site.ts";
import { type Blame, formatPath, type Violation } from "../violation.ts";

/** Violations that a message lists; an error keeps more of them. */
const MAX_LISTED = 20;

/** Characters of a line; what is longer is broken, and cut if need be. */
const MAX_LINE = 120;

/** Characters of the way to a value. */
const MAX_LABEL = 80;

/** Characters of the widest path that others are filled up to. */
const MAX_COLUMN = 32;

/** Where the parties of a violation stand in source code, as far as it is known. */
export interface ReportSites {
  /** Who made the call, wrote the attribute or asked for the check. */
  readonly caller?: CallSite | undefined;
  /** Where the class that owns the called method implements the contract. */
  readonly method?: CallSite | undefined;
  /** Where the refused class implements the contract. */
  readonly class?: CallSite | undefined;
  /** Where the contract is defined; of several the first. */
  readonly contract?: CallSite | undefined;
}

/** A contract that is not kept. */
export interface ReportContract {
  /** The contract as `id@version`, or `id` for one without a version. */
  readonly label: string;
  /** Where it is defined. */
  readonly site: CallSite | undefined;
}

/** Everything that a {@linkcode ContractError} says. */
export interface ContractReport {
  /** What could not be done: it follows the word "Cannot". */
  readonly action: string;
  /** The contracts that say so; at least one. */
  readonly contracts: readonly ReportContract[];
  /** Name of the class that implements the contract. */
  readonly className: string;
  /** Member that was called, such as `save`. @default {undefined} */
  readonly member?: string;
  /** Who has to change something. */
  readonly blame: Blame;
  /** Everything that is wrong; at least one. */
  readonly violations: readonly Violation[];
  /** Where the parties stand, besides the caller and the contracts. */
  readonly sites: Omit<ReportSites, "caller" | "contract">;
  /**
   * Who made the call: who called the function that the stack starts `above`, or what works it out
   * when the message or the places are read.
   *
   * @default {nobody}
   */
  readonly caller?: "above" | (() => CallSite | undefined);
  /** What was thrown where a rule of the contract was asked. @default {none} */
  readonly cause?: unknown;
}

/** Writes the message: a headline, the numbered violations in columns, the places. */
export function formatReport(
  report: ContractReport,
  caller: CallSite | undefined,
  violations: readonly Violation[] = report.violations,
): string {
  const total = violations.length + countedOnly(violations);
  const count = total === 1 ? "1 violation" : `${total} violations`;
  const action = `${oneLine(`Cannot ${report.action}`, MAX_LINE - 1)}:`;
  const reason = `${count} of ${formatContracts(report.contracts)}`;
  const isShort = action.length + reason.length < MAX_LINE;
  return [
    ...isShort ? [`${action} ${reason}`] : [action, `  ${oneLine(reason, MAX_LINE - 2)}`],
    ...formatViolations(violations),
    ...formatSites(report, caller),
  ].join("\n");
}

function formatViolations(violations: readonly Violation[]): string[] {
  const listed = violations.slice(0, MAX_LISTED);
  const labels = listed.map(({ path }) => oneLine(formatPath(path), MAX_LABEL));
  const width = Math.min(MAX_COLUMN, Math.max(...labels.map((label) => label.length)));
  const digits = String(listed.length).length;
  const indent = " ".repeat(digits + 6);
  const lines = listed.flatMap(({ expected, received, hint }, index) => {
    const label = `  ${`${index + 1}`.padStart(digits)}. ${labels[index]!.padEnd(width)}`;
    const found = `received ${received}`;
    const asked = `expected ${oneLine(expected, MAX_LINE - indent.length - 10)},`;
    const isShort = label.length + asked.length + found.length < MAX_LINE - 3;
    return [
      ...isShort
        ? [`${label}  ${asked} ${found}`]
        : [label.trimEnd(), `${indent}${asked}`, `${indent}${found}`],
      ...hint === undefined || saysSame(hint, listed[index - 1]?.hint)
        ? []
        : [`${indent}hint: ${hint}`],
    ];
  });
  const rest = violations.length - listed.length;
  if (rest === 0) return lines;
  const counted = countedOnly(violations);
  const beyond = counted === 0 ? "" : `, ${counted} are only counted`;
  return [...lines, `  ... and ${rest} more in error.violations${beyond}`];
}

/** Whether two hints are one: for each item of a list, or each property of a promise. */
function saysSame(hint: string, before: string | undefined): boolean {
  const general = (text: string) => text.replace(/\[\d+\]/g, "[]");
  return before !== undefined && general(hint) === general(before);
}

/** Brings a text that others wrote onto one line of bounded length. */
function oneLine(text: string, limit: number): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

function countedOnly(violations: readonly Violation[]): number {
  return violations.reduce((sum, { more }) => sum + (more ?? 0), 0);
}

function formatContracts(contracts: readonly ReportContract[]): string {
  const labels = contracts.map(({ label }) => `"${label}"`);
  if (labels.length === 1) return `contract ${labels[0]}`;
  return `contracts ${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}

/** Names a member of a class: `Store.save`, `static Store.open`. */
function memberName(className: string, member: string | undefined): string {
  const [, isStatic = "", name] = /^(static )?(.*)$/s.exec(`${member}`)!;
  return `${isStatic}${className}.${name}`;
}

function formatSites(
  { sites, className, member, contracts }: ContractReport,
  caller: CallSite | undefined,
): string[] {
  const at = (site: CallSite) => `at ${formatSite(site)}`;
  return [
    caller && `  caller    ${formatSite(caller)}`,
    sites.method && `  method    ${memberName(className, member)} ${at(sites.method)}`,
    sites.class && `  class     ${className} ${at(sites.class)}`,
    ...contracts.map(({ label, site }) => site && `  contract  ${label} ${at(site)}`),
  ].filter((line) => line !== undefined);
}
