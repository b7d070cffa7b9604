/**
 * What a class must look like, said once: checked by the compiler, verified when a class is defined,
 * enforced at every call, and the way to look classes up.
 *
 * {@linkcode contract} defines a contract over an interface. A class takes it on with one line,
 * `static { Store.implement(this); }`; the class is patched in place and never replaced. What breaks
 * a contract is a {@linkcode ContractError}, which lists all problems at once. Each contract fills a
 * {@linkcode Registry}; {@linkcode Contract.get} asks it by version range, name or capability. The
 * schemas are Standard Schemas, and those of any other library can stand in their place.
 *
 * Runs in Deno, Node, Bun, browsers and workers; the places in messages (file, line and column) need
 * an engine with `Error.captureStackTrace`.
 *
 * @example
 * ```ts
 * import { type Contract, contract, object, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * interface EventHandler {
 *   handle(event: { id: string }): string;
 * }
 * const EventHandler: Contract<EventHandler> = contract<EventHandler>("app.EventHandler", {
 *   members: { handle: { params: [["event", object({ id: string() })]], returns: string() } },
 * });
 *
 * class PushHandler {
 *   static { EventHandler.implement(this, { capabilities: ["push"] }); }
 *   handle(event: { id: string }) {
 *     return `pushed ${event.id}`;
 *   }
 * }
 *
 * const Handler = EventHandler.get({ capability: "push" });
 * assert.equal(Handler, PushHandler);
 * assert.equal(new Handler().handle({ id: "a1" }), "pushed a1");
 * assert.throws(() => new Handler().handle({ id: 7 } as never), /event\.id {2}expected string/);
 * ```
 *
 * @module
 */

// Contracts
export { contract } from "./contract.ts";
export type {
  AbstractImplementation,
  Contract,
  Implement,
  Implementation,
} from "./contract_type.ts";
export type {
  AsyncGeneratorSpec,
  AsyncSpec,
  AttributeSpec,
  ChangedSpecs,
  ContractOptions,
  ContractSpec,
  ExtensionSpec,
  GeneratorSpec,
  Invariants,
  MemberSpec,
  MemberSpecs,
  MethodSpec,
  OptionalMark,
  ParamOptions,
  ParamSpecs,
  StaticsSpec,
  SyncSpec,
} from "./contract_spec.ts";
export type { ClassContext, ImplementOptions } from "./implement.ts";
export type { PendingClass } from "./base/pending_classes.ts";
export type {
  AnyMemberDescription,
  AttributeDescription,
  ExampleDescription,
  MemberDescription,
  MethodDescription,
  ParamDescription,
} from "./plan/describe.ts";
export type { AttributeKind } from "./plan/plan.ts";
export type { MethodKind } from "./plan/method_kind.ts";
export type { Mode, ViolationListener } from "./plan/mode.ts";

// What went wrong
export { ContractError, RegistryError, type RegistryErrorReason } from "./errors.ts";
export type { CallSite, LazySite } from "./report/call_site.ts";
export type { ContractReport, ReportContract, ReportSites } from "./report/report.ts";
export type { Blame, Violation, ViolationKind } from "./violation.ts";

// Which classes there are
export {
  type AddOptions,
  type LoadOptions,
  type OnRegisterOptions,
  Registry,
  type RegistryOptions,
  type RegistryStats,
} from "./registry/registry.ts";
export type { DuplicateChoice, OnDuplicate } from "./registry/on_duplicate.ts";
export type { LazyAddition, RegistryAddition } from "./registry/registry_addition.ts";
export type {
  ClassEntry,
  Constructor,
  LazyEntry,
  RegistryEntry,
  RegistryEntryBase,
} from "./registry/registry_entry.ts";
export type { RegistryEvent, RegistryListener } from "./registry/registry_feed.ts";
export type { RegistryQuery } from "./registry/registry_query.ts";
export type { DiscoverOptions } from "./registry/discover.ts";
export {
  type Discovery,
  type FailedModule,
  formatDiscovery,
  type FoundModule,
  type LoadedModule,
} from "./registry/discovery.ts";

// Values at the bounds of schemas, for tests
export { candidates, type CandidatesOptions } from "./substitution/candidates.ts";

// Schemas
export {
  bigint,
  boolean,
  func,
  integer,
  type Literal,
  literal,
  number,
  type NumberOptions,
  oneOf,
  string,
  type StringOptions,
  unknown,
} from "./schemas/scalars.ts";
export { array, type ArrayOptions, tuple } from "./schemas/arrays.ts";
export {
  type InferInner,
  object,
  type ObjectOf,
  type ObjectOptions,
  type ObjectShape,
  record,
} from "./schemas/objects.ts";
export { map, set } from "./schemas/collections.ts";
export { nullable, optional, type OptionalSchema, union } from "./schemas/choices.ts";
export { lazy } from "./schemas/lazy.ts";
export { date, instanceOf, predicate } from "./schemas/predicates.ts";
export type { Schema } from "./schemas/schema.ts";
export type {
  Checker,
  Code,
  Emit,
  Explain,
  JsonSchema,
  JsonWriter,
  Parsed,
  SchemaParts,
} from "./schemas/checking.ts";
export type { SchemaProblem } from "./schemas/schema_problem.ts";
export type {
  Infer,
  OwnStandardProps,
  SchemaFor,
  StandardIssue,
  StandardJsonSchema,
  StandardJsonSchemaOptions,
  StandardResult,
  StandardSchema,
  StandardSchemaProps,
} from "./schemas/standard_schema.ts";
