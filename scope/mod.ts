/**
 * Who holds which resource, and how it is released.
 *
 * A scope holds connections, servers, workers, files and other scopes, and releases them in reverse
 * order, whatever happens: a release that throws does not keep the others from theirs, one that hangs
 * is cut off by its deadline, and a value that arrives after its caller has given up is released too.
 *
 * - **Scopes**: {@linkcode withScope} around a function, {@linkcode Scope} for everything else.
 * - **Resources**: {@linkcode defineResource} says how one kind of thing is acquired and released,
 *   {@linkcode acquireAll} acquires several with all they need.
 * - **Adapters**: {@linkcode disposableWorker}, {@linkcode disposableServer} and the like give a dispose
 *   to what the platform leaves without; {@linkcode streamWriter} closes or aborts by the outcome.
 * - **Transactions**: {@linkcode transaction} commits on success and rolls back otherwise,
 *   {@linkcode openTransaction} does so in a block.
 * - **Pools**: {@linkcode ResourcePool} lends a bounded number of values, such as connections.
 * - **Shutdown**: {@linkcode handleSignals} closes a scope in order upon SIGINT and SIGTERM.
 * - **Looking inside**: {@linkcode formatScope} draws the tree, {@linkcode snapshotScope} is its data,
 *   {@linkcode checkHealth} asks what is held whether it works, {@linkcode leakReport} lists what was
 *   not given back. Observers hear every event, {@linkcode logObserver} writes them to a logger or,
 *   with {@linkcode jsonLineLogger}, to the console, {@linkcode otelObserver} turns them into
 *   OpenTelemetry's spans and metrics, {@linkcode otelPoolObserver} those of pools into metrics.
 * - **Errors**: {@linkcode ReleaseError} and {@linkcode AcquireError} hold every cause,
 *   {@linkcode ScopeClosedError} refuses; {@linkcode formatError} tells any error with all that it
 *   wraps.
 *
 * Runs on Deno, Node from 24 and Bun; it needs `node:async_hooks`, `node:os` and `node:process`. The
 * process is touched only by `handleSignals`.
 *
 * @example
 * ```ts
 * import { defineResource, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const database = defineResource({
 *   name: "database",
 *   acquire: () => Promise.resolve({ query: (text: string) => log.push(text) }),
 *   release: (_connection, exit) => log.push(`closed after ${exit.status}`),
 * });
 *
 * await withScope("job", async (job) => {
 *   const connection = await job.acquire(database, { timeoutMs: 5_000 });
 *   job.defer("farewell", () => log.push("farewell"));
 *   connection.query("select 1");
 * });
 * assert.deepEqual(log, ["select 1", "farewell", "closed after success"]);
 * ```
 *
 * @module
 */

// Scopes
export { type AcquireOptions, type CloseOptions, Scope, type ScopeOptions } from "./scope.ts";
export type { ScopeState } from "./engine/scope_node.ts";
export type { ResourceState } from "./engine/held.ts";
export type { ChildScopeOptions } from "./scope_options.ts";
export type { ScopeStats } from "./scope_stats.ts";
export type { ScopeExit } from "./exit.ts";
export { withScope } from "./with_scope.ts";
export { currentScope } from "./current_scope.ts";

// Resources
export {
  type AcquireContext,
  defineResource,
  type Resource,
  type ResourceDefinition,
  type ResourceNeeds,
  type RetryOptions,
} from "./resource.ts";
export { acquireAll, type AcquireAllOptions } from "./graph/acquire_all.ts";

// Adapters
export { disposableController } from "./adapters/disposable_controller.ts";
export {
  disposableNodeServer,
  type NodeServerLike,
  type NodeSocketLike,
} from "./adapters/disposable_node_server.ts";
export { disposablePort } from "./adapters/disposable_port.ts";
export { disposableReader } from "./adapters/disposable_reader.ts";
export {
  disposableServer,
  type DisposableServerOptions,
  type ServerLike,
  type ServerRequestInfo,
} from "./adapters/disposable_server.ts";
export {
  disposableWorker,
  type DisposableWorkerOptions,
  type WorkerLike,
} from "./adapters/disposable_worker.ts";
export { disposableWriter } from "./adapters/disposable_writer.ts";
export { streamReader } from "./adapters/stream_reader.ts";
export { streamWriter } from "./adapters/stream_writer.ts";
// Transactions
export { transaction } from "./transaction/transaction.ts";
export { openTransaction, type Transaction } from "./transaction/open_transaction.ts";
export type {
  OpenTransactionOptions,
  TransactionIsolation,
  TransactionOptions,
  TransactionStepsOptions,
} from "./transaction/transaction_options.ts";
export type {
  LentBy,
  PooledTransactionClient,
  TransactionClient,
  TransactionPool,
  TransactionSteps,
} from "./transaction/transaction_source.ts";

// Pools
export { type PoolUseContext, ResourcePool } from "./pool/resource_pool.ts";
export type { Lease } from "./pool/lease.ts";
export type { PoolAcquireOptions, PoolCloseOptions, PoolOptions } from "./pool/pool_options.ts";
export type { PoolStats } from "./pool/pool_stats.ts";
export type {
  PoolAcquiredEvent,
  PoolAcquireFailedEvent,
  PoolClosedEvent,
  PoolClosingEvent,
  PoolCreatedEvent,
  PoolCreateFailedEvent,
  PoolDestroyedEvent,
  PoolDestroyFailedEvent,
  PoolDestroyReason,
  PoolEvent,
  PoolEventBase,
  PoolLeakedEvent,
  PoolObserver,
  PoolOpenedEvent,
  PoolReleasedEvent,
  PoolUnhealthyEvent,
  PoolWaitingEvent,
} from "./pool/pool_events.ts";

// Shutdown
export {
  handleSignals,
  type HandleSignalsOptions,
  type SignalExit,
} from "./shutdown/handle_signals.ts";
export type { SignalSource } from "./shutdown/signal_source.ts";

// Looking inside
export { formatError, type FormatErrorOptions } from "./inspection/format_error.ts";
export { formatScope, type FormatScopeOptions } from "./inspection/format_scope.ts";
export {
  type ErrorRecord,
  type ErrorRecordOptions,
  type ErrorRelation,
  toErrorRecord,
} from "./inspection/error_record.ts";
export {
  type ResourceSnapshot,
  type ScopeSnapshot,
  snapshotScope,
  type SnapshotScopeOptions,
} from "./inspection/scope_snapshot.ts";
export {
  checkHealth,
  type CheckHealthOptions,
  type HealthCheck,
  type HealthReport,
} from "./inspection/check_health.ts";
export { type LeakReport, leakReport, type LeakReportOptions } from "./inspection/leak_report.ts";
export { formatLeakReport } from "./inspection/format_leak_report.ts";
export type {
  AbandonedRelease,
  ForgottenScope,
  LeakedResource,
  LeakedScope,
  LeakOptions,
} from "./inspection/leaks.ts";
export type {
  ResourceAcquiredEvent,
  ResourceAcquireFailedEvent,
  ResourceAcquiringEvent,
  ResourceEventBase,
  ResourceLateReleasedEvent,
  ResourceLeakedEvent,
  ResourceMovedEvent,
  ResourceReleasedEvent,
  ResourceReleaseFailedEvent,
  ResourceReleaseTimeoutEvent,
  ResourceReleasingEvent,
  ResourceRetryingEvent,
  ResourceUnhealthyEvent,
  ScopeClosedEvent,
  ScopeClosingEvent,
  ScopeEvent,
  ScopeEventBase,
  ScopeLeakedEvent,
  ScopeObserver,
  ScopeOpenedEvent,
} from "./events.ts";
export {
  type LogObserver,
  logObserver,
  type LogObserverOptions,
  type PropertiesFirstLogger,
  type ScopeLogger,
} from "./observers/log_observer.ts";
export type { PoolLogRecord } from "./observers/pool_log_record.ts";
export { type ScopeLogRecord, toLogRecord, type TraceIds } from "./observers/log_record.ts";
export {
  type OtelObserver,
  otelObserver,
  type OtelObserverOptions,
  type OtelObserverStats,
} from "./observers/otel_observer.ts";
export {
  type OtelPoolObserver,
  otelPoolObserver,
  type OtelPoolObserverOptions,
  type OtelPoolObserverStats,
} from "./observers/otel_pool_observer.ts";
export type {
  OtelApi,
  OtelAttributes,
  OtelContext,
  OtelCounter,
  OtelHistogram,
  OtelInstrumentOptions,
  OtelMeter,
  OtelSpan,
  OtelSpanContext,
  OtelSpanOptions,
  OtelTracer,
} from "./observers/otel_api.ts";
export {
  type JsonLineLogger,
  jsonLineLogger,
  type JsonLineLoggerOptions,
} from "./observers/json_line_logger.ts";

// Errors
export {
  AcquireError,
  PoolBusyError,
  PoolClosedError,
  ReleaseError,
  type ReleaseFailure,
  ScopeClosedError,
  TransactionError,
} from "./errors.ts";
export type { Clock, Timer } from "../_internal/clock.ts";
