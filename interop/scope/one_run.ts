import { type Scope, type ScopeEvent, withScope } from "@weir/std/scope";
import type { RunAccounts } from "./run_accounts.ts";
import type { RunPlan } from "./run_plan.ts";
import { postgresClient, redisClient, redisLock } from "./run_resources.ts";
import { transaction } from "./transaction.ts";

/** What every run needs. */
export interface Setting {
  /** The scope that the runs are children of. */
  readonly app: Scope;
  /** Where the servers are. */
  readonly urls: { readonly postgres: string; readonly redis: string };
  /** Who counts. */
  readonly accounts: RunAccounts;
}

/** How long a patient run waits for a connection, tries and pauses included. */
const PATIENCE_MS = 60_000;

/** What a body throws on purpose. */
class PlannedError extends Error {
  override readonly name = "PlannedError";
}

/** One run in a scope of its own; rejects only with errors that no plan and no saboteur accounts for. */
export async function oneRun(plan: RunPlan, { app, urls, accounts }: Setting): Promise<void> {
  const { id } = plan;
  const limits = limitsOf(plan);
  const observers = [(event: ScopeEvent) => countEvent(event, accounts)];
  let ending = "runs that returned";
  try {
    await withScope(`run ${id}`, async (run) => {
      const postgres = await run.acquire(postgresClient(urls.postgres, "run", accounts), limits);
      const redis = await run.acquire(redisClient(urls.redis, "run", accounts), limits);
      const killer = plan.cutBy?.whom === "server"
        ? await run.acquire(postgresClient(urls.postgres, "saboteur", accounts), limits)
        : undefined;
      await run.acquire(redisLock(redis, id, accounts));
      const tell = accounts.tell(id);
      const client = await run.acquire(transaction(postgres, tell));
      if (plan.throws === "early") throw new PlannedError();
      const insert = "INSERT INTO runs (id) VALUES ($1) RETURNING pg_backend_pid() AS pid";
      const { rows } = await client.query(insert, [id]);
      if (plan.holdMs > 0) await new Promise((resolve) => setTimeout(resolve, plan.holdMs));
      if (plan.throws === "late") throw new PlannedError();
      if (plan.cutBy === undefined) return;
      accounts.count("events", `connections cut at commit by the ${plan.cutBy.whom}`);
      // Neither is waited for: they race with the commit, which comes next.
      if (killer === undefined) setTimeout(() => postgres.cut(), plan.cutBy.afterMs);
      else killer.query("SELECT pg_terminate_backend($1)", [rows[0].pid]).catch(() => {});
    }, { parent: app, observers });
  } catch (error) {
    ending = endingOf(error, plan);
  }
  accounts.count("events", ending);
}

function limitsOf({ givesUp }: RunPlan): { timeoutMs: number; signal?: AbortSignal } {
  if (givesUp === undefined) return { timeoutMs: PATIENCE_MS };
  if (givesUp.by === "timeout") return { timeoutMs: givesUp.afterMs };
  return { timeoutMs: PATIENCE_MS, signal: AbortSignal.timeout(givesUp.afterMs) };
}

/** What the scopes told that a table should show. */
const TOLD: Partial<Record<ScopeEvent["type"], string>> = {
  "resource.retrying": "acquisitions tried again",
  "resource.late_released": "values that came too late",
  "resource.release_failed": "releases that failed",
  "resource.release_timeout": "releases given up",
};

function countEvent(event: ScopeEvent, accounts: RunAccounts): void {
  const told = TOLD[event.type];
  if (told !== undefined) accounts.count("events", told);
}

/** How a run ended, by what it threw; throws that if nothing accounts for it. */
function endingOf(error: unknown, { givesUp }: RunPlan): string {
  let ending = "";
  for (const cause of causesOf(error)) {
    if (cause instanceof PlannedError) ending ||= "runs whose body threw";
    else if (givesUp !== undefined && (cause as Error).name === "TimeoutError") {
      ending ||= "runs that gave up acquiring";
    } else {
      throwUnlessBroken(cause);
      ending ||= "runs that ended by a broken connection";
    }
  }
  return ending;
}

/** What the body threw first, then what the releases did. */
function causesOf(error: unknown): unknown[] {
  if (!(error instanceof AggregateError)) return [error];
  return [...(error.cause === undefined ? [] : [error.cause]), ...error.errors].flatMap(causesOf);
}

const BROKEN = new RegExp(
  [
    "terminat", // "Connection terminated", "terminating connection due to administrator command"
    "ECONNREFUSED|ECONNRESET|EPIPE",
    "not queryable|client is closed|[Ss]ocket closed|Client was closed",
    "recovery mode|starting up|not yet accepting|shutting down|LOADING",
  ].join("|"),
);

/** Errors of killed connections and crashed servers are what a soak is for; others are bugs. */
export function throwUnlessBroken(error: unknown): void {
  const { message, code } = error as { message?: string; code?: string };
  if (!BROKEN.test(`${message} ${code}`)) throw error;
}
