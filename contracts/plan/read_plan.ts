import {
  checkFunction,
  checkKeys,
  checkString,
  optionMessage,
} from "../../_internal/check_option.ts";
import { checkCapabilities } from "../capabilities.ts";
import { Registry } from "../registry/registry.ts";
import { isVersion } from "../registry/version_range.ts";
import type { LazySite } from "../report/call_site.ts";
import { checkMode, ModeSwitch, type ViolationListener } from "./mode.ts";
import type { ContractPlan, InvariantPlan, MemberPlan } from "./plan.ts";
import { readMembers } from "./read_member.ts";

/** The specification as it arrives at run time, where the compiler has not looked at it. */
export interface LooseSpec {
  readonly version?: unknown;
  readonly capabilities?: unknown;
  readonly registry?: unknown;
  readonly mode?: unknown;
  readonly onViolation?: unknown;
  readonly members?: unknown;
  readonly statics?: unknown;
  readonly invariants?: unknown;
}

const KEYS: readonly (keyof LooseSpec)[] = [
  "version",
  "capabilities",
  "registry",
  "mode",
  "onViolation",
  "members",
  "statics",
  "invariants",
];

/**
 * Reads a specification, of a contract of its own or of one that extends `parent`.
 *
 * @throws {TypeError} If it is not one; the message names the place.
 */
export function readPlan(
  id: string,
  spec: LooseSpec,
  site: LazySite,
  parent?: ContractPlan,
): ContractPlan {
  checkString("define a contract", "id", id);
  const action = `define contract "${id}"`;
  checkKeys(action, spec, KEYS);
  if (parent?.lineage.some((one) => one.id === id)) {
    throw new TypeError(`Cannot ${action} as what it extends has that id: give it another one`);
  }
  const version = readVersion(action, spec.version);
  const registry = readRegistry(action, spec.registry, parent);
  const members: MemberPlan[] = [];
  const statics: MemberPlan[] = [];
  const invariants: InvariantPlan[] = [];
  const lineage: ContractPlan[] = [];
  const plan: ContractPlan = Object.freeze({
    id,
    version,
    label: version === undefined ? id : `${id}@${version}`,
    site,
    registry,
    capabilities: [
      ...parent?.capabilities ?? [],
      ...checkCapabilities(action, spec.capabilities ?? []),
    ],
    lineage,
    members,
    statics,
    invariants,
    modes: readModes(action, spec, registry, parent),
  });
  invariants.push(...readInvariants(plan, action, spec.invariants ?? {}));
  lineage.push(plan, ...parent?.lineage ?? []);
  // Without a parent nothing is a contract but the members.
  const none = parent === undefined ? null : {};
  members.push(...readMembers(plan, action, "members", spec.members ?? none));
  statics.push(...readMembers(plan, action, "statics", spec.statics ?? {}));
  return plan;
}

function readVersion(action: string, version: unknown): string | undefined {
  if (version === undefined || isVersion(version)) return version;
  const rule = 'a semantic version such as "1.2.0"';
  throw new TypeError(optionMessage(action, "version", rule, version));
}

function readRegistry(action: string, registry: unknown, parent?: ContractPlan): Registry {
  if (registry === undefined) return parent?.registry ?? new Registry();
  if (registry instanceof Registry) return registry;
  throw new TypeError(optionMessage(action, "registry", "a Registry", registry));
}

function readModes(
  action: string,
  { mode, onViolation }: LooseSpec,
  registry: Registry,
  parent: ContractPlan | undefined,
): ModeSwitch {
  if (onViolation !== undefined) checkFunction(action, "onViolation", onViolation);
  const own = checkMode(action, mode);
  const listener = onViolation as ViolationListener | undefined;
  return new ModeSwitch(own, listener, parent?.modes, Registry.modes(registry));
}

function readInvariants(
  plan: ContractPlan,
  action: string,
  invariants: unknown,
): InvariantPlan[] {
  if (typeof invariants !== "object" || invariants === null || Array.isArray(invariants)) {
    const rule = "an object of functions by rule";
    throw new TypeError(optionMessage(action, "invariants", rule, invariants));
  }
  return Object.entries(invariants).map(([rule, holds]) => {
    checkFunction(action, `invariants["${rule}"]`, holds);
    return { plan, rule, holds };
  });
}
