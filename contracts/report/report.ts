import { type CallSite, formatSite } from "./call_site.ts";
import { type Blame, formatPath, type Violation } from "../violation.ts";

/** Violations that a message lists; an error keeps more of them. */
const MAX_LISTED = 20;

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
  /** Where the parties stand, besides the contracts. */
  readonly sites: Omit<ReportSites, "contract">;
}

/** Writes the message: a headline, the numbered violations in columns, the places. */
export function formatReport(report: ContractReport): string {
  const { violations } = report;
  const total = violations.length + countedOnly(violations);
  const count = total === 1 ? "1 violation" : `${total} violations`;
  return [
    `Cannot ${report.action}: ${count} of ${formatContracts(report.contracts)}`,
    ...formatViolations(violations),
    ...formatSites(report),
  ].join("\n");
}

function formatViolations(violations: readonly Violation[]): string[] {
  const listed = violations.slice(0, MAX_LISTED);
  const labels = listed.map((violation) => formatPath(violation.path));
  const width = Math.max(...labels.map((label) => label.length));
  const digits = String(listed.length).length;
  const lines = listed.flatMap(({ expected, received, hint }, index) => {
    const number = `${index + 1}`.padStart(digits);
    const row = `  ${number}. ${
      labels[index]!.padEnd(width)
    }  expected ${expected}, received ${received}`;
    return hint === undefined ? [row] : [row, `${" ".repeat(digits + 6)}hint: ${hint}`];
  });
  const rest = violations.length - listed.length;
  if (rest === 0) return lines;
  const counted = countedOnly(violations);
  const beyond = counted === 0 ? "" : `, ${counted} are only counted`;
  return [...lines, `  ... and ${rest} more in error.violations${beyond}`];
}

function countedOnly(violations: readonly Violation[]): number {
  return violations.reduce((sum, { more }) => sum + (more ?? 0), 0);
}

function formatContracts(contracts: readonly ReportContract[]): string {
  const labels = contracts.map(({ label }) => `"${label}"`);
  if (labels.length === 1) return `contract ${labels[0]}`;
  return `contracts ${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}

function formatSites({ sites, className, member, contracts }: ContractReport): string[] {
  const at = (site: CallSite) => `at ${formatSite(site)}`;
  return [
    sites.caller && `  caller    ${formatSite(sites.caller)}`,
    sites.method && `  method    ${className}.${member} ${at(sites.method)}`,
    sites.class && `  class     ${className} ${at(sites.class)}`,
    ...contracts.map(({ label, site }) => site && `  contract  ${label} ${at(site)}`),
  ].filter((line) => line !== undefined);
}
