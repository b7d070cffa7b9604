import {
  checkKeys,
  checkString,
  formatValue,
  optionMessage,
} from "../../_internal/check_option.ts";
import { checkCapabilities } from "../capabilities.ts";
import type { LazySite } from "../report/call_site.ts";
import { toChecker } from "../schemas/checker.ts";
import type { Checker } from "../schemas/schema.ts";
import { isVersion } from "../registry/version_range.ts";
import { METHOD_KINDS, type MethodKind } from "./method_kind.ts";

/** A method of a contract, ready to be checked. */
export interface MethodPlan {
  /** Tells methods from attributes. */
  readonly form: "method";
  /** Key of the member. */
  readonly key: PropertyKey;
  /** The member in messages: `save`, `static open`. */
  readonly label: string;
  /** Whether a class may leave the member out. */
  readonly optional: boolean;
  /** How the method answers. */
  readonly kind: MethodKind;
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Checkers of the parameters. */
  readonly params: readonly Checker[];
  /** Checker of the result or of each yielded item. */
  readonly result: Checker | undefined;
  /** The member with its parameters: `save(order, retries)`. */
  readonly signature: string;
}

/** An attribute of a contract, ready to be checked. */
export interface AttributePlan {
  /** Tells attributes from methods. */
  readonly form: "attribute";
  /** Key of the member. */
  readonly key: PropertyKey;
  /** The member in messages. */
  readonly label: string;
  /** Whether a class may leave the member out. */
  readonly optional: boolean;
  /** Checker of the value. */
  readonly value: Checker;
}

/** A member of a contract, ready to be checked. */
export type MemberPlan = MethodPlan | AttributePlan;

/** A contract, ready to be checked; its identity tells contracts apart. */
export interface ContractPlan {
  /** The contract in messages: `id@version`. */
  readonly label: string;
  /** Where the contract is defined. */
  readonly site: LazySite;
  /** Members of instances. */
  readonly members: readonly MemberPlan[];
  /** Members of classes. */
  readonly statics: readonly MemberPlan[];
}

/** The specification as it arrives at run time, where the compiler has not looked at it. */
export interface LooseSpec {
  readonly version?: unknown;
  readonly capabilities?: unknown;
  readonly members?: unknown;
  readonly statics?: unknown;
}

/**
 * Reads a specification.
 *
 * @throws {TypeError} If it is not one; the message names the place.
 */
export function createPlan(id: string, spec: LooseSpec, site: LazySite): ContractPlan {
  checkString("define a contract", "id", id);
  const action = `define contract "${id}"`;
  checkKeys(action, spec, ["version", "capabilities", "registry", "members", "statics"]);
  const { version, capabilities = [] } = spec;
  if (version !== undefined && !isVersion(version)) {
    const rule = 'a semantic version such as "1.2.0"';
    throw new TypeError(optionMessage(action, "version", rule, version));
  }
  checkCapabilities(action, capabilities);
  return Object.freeze({
    label: version === undefined ? id : `${id}@${version}`,
    site,
    members: readMembers(action, "members", spec.members ?? null, ""),
    statics: readMembers(action, "statics", spec.statics ?? {}, "static "),
  });
}

function readMembers(
  action: string,
  place: string,
  members: unknown,
  prefix: string,
): MemberPlan[] {
  if (typeof members !== "object" || members === null) {
    throw new TypeError(optionMessage(action, place, "an object", members));
  }
  return Reflect.ownKeys(members).map((key) => {
    const name = typeof key === "symbol" ? `[${key.description ?? "Symbol()"}]` : key;
    const spec: unknown = Reflect.get(members, key);
    return readMember(action, `${place}.${name}`, spec, key, prefix + name);
  });
}

function readMember(
  action: string,
  place: string,
  spec: unknown,
  key: PropertyKey,
  label: string,
): MemberPlan {
  if (typeof spec !== "object" || spec === null) {
    const rule = "{ params: [...] } or { attribute: schema }";
    throw new TypeError(optionMessage(action, place, rule, spec));
  }
  const given = spec as Record<string, unknown>;
  const optional = given.optional === true;
  if ("attribute" in given) {
    checkKeys(action, given, ["attribute", "optional"]);
    const value = toChecker(given.attribute, `"${place}.attribute" of a contract`);
    return { form: "attribute", key, label, optional, value };
  }
  const kind = readKind(action, place, given.kind);
  const answer = kind === "sync" || kind === "async" ? "returns" : "yields";
  checkKeys(action, given, ["kind", "params", "optional", answer]);
  const params = readParams(action, `${place}.params`, given.params);
  const names = params.map(([name]) => name);
  const schema = given[answer];
  return {
    form: "method",
    key,
    label,
    optional,
    kind,
    names,
    params: params.map(([, checker]) => checker),
    result: schema === undefined
      ? undefined
      : toChecker(schema, `"${place}.${answer}" of a contract`),
    signature: `${label}(${names.join(", ")})`,
  };
}

function readKind(action: string, place: string, kind: unknown = "sync"): MethodKind {
  const known = METHOD_KINDS.find((one) => one === kind);
  if (known !== undefined) return known;
  const rule = METHOD_KINDS.map((one) => `"${one}"`).join(", ");
  throw new TypeError(optionMessage(action, `${place}.kind`, `one of ${rule}`, kind));
}

function readParams(action: string, place: string, params: unknown): [string, Checker][] {
  if (!Array.isArray(params)) {
    throw new TypeError(optionMessage(action, place, 'an array of ["name", schema]', params));
  }
  return params.map((param: unknown, index) => {
    if (!Array.isArray(param) || param.length !== 2 || typeof param[0] !== "string") {
      throw new TypeError(
        `Cannot ${action} as "${place}[${index}]" must be ["name", schema]: ` +
          `current value is ${formatValue(param)}`,
      );
    }
    return [param[0], toChecker(param[1], `"${place}[${index}]" of a contract`)];
  });
}
