/**
 * Thousands of runs in scopes of their own, each with a connection to PostgreSQL, one to Redis, a lock
 * and a transaction. One body in three throws, connections are killed, some at the moment of their
 * commit, acquisitions are given up, and both servers crash once. In the end no connection may be
 * left, and the rows must be those of the runs whose commit was acknowledged, but for those in doubt.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { handleSignals, type Scope, withScope } from "@weir/std/scope";
import { findLeftovers } from "./leftovers.ts";
import { oneRun, throwUnlessBroken } from "./one_run.ts";
import { startPostgres, startRedis } from "./private_servers.ts";
import { RunAccounts, type Verdict } from "./run_accounts.ts";
import { planRuns } from "./run_plan.ts";
import { postgresClient } from "./run_resources.ts";
import { Saboteur } from "./saboteur.ts";

/** Options of {@linkcode mixedRuns}. */
export interface MixedRunsOptions {
  /** How many. */
  readonly runs: number;
  /** How many at a time. */
  readonly parallel: number;
  /** Decides what happens to which run; not when. */
  readonly seed: number;
  /** Milliseconds that each server is down. */
  readonly downMs: number;
  /** Is told how many are done. */
  readonly onProgress?: (done: number) => void;
}

/** Does the runs as children of a scope, which also holds the servers, and says what came of them. */
export async function mixedRuns(app: Scope, options: MixedRunsOptions): Promise<Verdict> {
  const [postgres, redis] = await Promise.all([startPostgres(app), startRedis(app)]);
  const accounts = new RunAccounts();
  const setting = { app, urls: { postgres: postgres.url, redis: redis.url }, accounts };
  await withScope("table", async (scope) => {
    const client = await scope.acquire(postgresClient(postgres.url, "checker", accounts));
    await client.query("CREATE TABLE runs (id integer PRIMARY KEY)");
  });

  const saboteur = new Saboteur(postgres, redis, accounts);
  const sabotage: Promise<void>[] = [];
  const plans = planRuns(options.runs, options.seed).values();
  let done = 0;
  const worker = async () => {
    for (const plan of plans) {
      app.signal.throwIfAborted();
      await oneRun(plan, setting);
      options.onProgress?.(++done);
      sabotage.push(...disturb(saboteur, done, options));
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, worker));
  await Promise.all(sabotage);
  return accounts.judge(options.runs, await findLeftovers(setting));
}

/** What happens to the others when so many runs are done. */
function disturb(saboteur: Saboteur, done: number, options: MixedRunsOptions): Promise<void>[] {
  const { runs, downMs } = options;
  const acts: Promise<void>[] = [];
  // A saboteur's own connection may be killed as well.
  if (done % 20 === 5) acts.push(saboteur.killPostgres().catch(throwUnlessBroken));
  if (done % 20 === 15) acts.push(saboteur.killRedis().catch(throwUnlessBroken));
  if (done === Math.floor(runs * 0.4)) acts.push(saboteur.crashPostgres(downMs));
  if (done === Math.floor(runs * 0.7)) acts.push(saboteur.crashRedis(downMs));
  return acts;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "10000" },
      parallel: { type: "string", default: "32" },
      seed: { type: "string", default: "1" },
    },
  });
  const runs = Number(values.runs);
  const parallel = Number(values.parallel);
  const seed = Number(values.seed);
  const startedMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedMs) / 1_000);
  const { lines, problems } = await withScope("soak", async (app) => {
    handleSignals(app);
    const onProgress = (done: number) => {
      if (done % (runs / 10) === 0) console.error(`${done} of ${runs} runs, ${seconds()} s`);
    };
    return await mixedRuns(app, { runs, parallel, seed, downMs: 1_000, onProgress });
  }, { releaseTimeoutMs: 20_000 });
  console.log(`\n${runs} runs, ${parallel} at a time, seed ${seed}, ${seconds()} s\n`);
  console.log(lines.join("\n"));
  console.log(problems.length === 0 ? "\nAll sums add up." : `\nWrong: ${problems.join("; ")}.`);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exitCode = await main();
