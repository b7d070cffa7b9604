/**
 * The main job, end to end: GitHub deliveries come in over HTTP at a varying rate, are verified,
 * accepted durably, transformed and aggregated, and go to a database and a message queue; reports
 * are made from them over workers, and the result is read page by page. At the end every sum must
 * add up.
 *
 * @module
 */
import { formatScope, handleSignals, type Scope, withScope } from "@weir/std/scope";
import { formatAccounts, gatherAccounts, sums } from "./accounts.ts";
import { showAggregates } from "./aggregates.ts";
import { formatHandlers, loadHandlers } from "./load_handlers.ts";
import { showLastPage } from "./last_page.ts";
import { type DemoOptions, parseOptions, usage, UsageError } from "./options.ts";
import { count, megabytes, MemoryGauge } from "./progress.ts";
import { makeReports } from "./reports.ts";
import { openRun, type RunState } from "./run_state.ts";
import { sendAndDrain } from "./send.ts";
import type { SenderReport } from "./sender.ts";
import { serve } from "./serve.ts";
import { openService, type Service, ServiceError } from "./service.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options !== undefined) return await runAndClose(options);
    console.log(usage);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) console.error(error.message);
    else if (error instanceof Deno.errors.AddrInUse) {
      console.error("Cannot listen as the port is in use: name another one with --port");
    } else if (error instanceof ServiceError) {
      console.error(`\n${error.message}\nWhat was accepted is kept: start again to go on`);
      return 1;
    } else throw error;
    return 2;
  }
}

async function runAndClose(options: DemoOptions): Promise<number> {
  const started = performance.now();
  using state = await openRun(options);
  let app: Scope | undefined;
  const ok = await withScope("demo", async (scope) => {
    app = scope;
    handleSignals(scope, { graceMs: 15_000, exit: (code) => interrupted(scope, state, code) });
    return await runDemo(scope, state, options);
  }, { trace: true });
  heading("What was held, and for how long");
  console.log(indent(formatScope(app!)));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`\n${ok ? "All sums add up" : "THE SUMS ARE OFF"}, after ${seconds} s`);
  return ok ? 0 : 1;
}

async function runDemo(app: Scope, state: RunState, options: DemoOptions): Promise<boolean> {
  using memory = new MemoryGauge();
  const { store, queue } = state;
  console.log(
    `weir: GitHub webhooks to a database (${store.kind}) and a message queue (${queue.kind}); ` +
      `files are in ${state.folder}`,
  );
  if (state.resumed) {
    console.log(
      `Going on with the run of ${count(state.deliveries)} deliveries that was cut off; ` +
        `--fresh begins a new one`,
    );
  }
  heading("Handlers", "every module of the folder is imported, checked and registered");
  console.log(indent(formatHandlers(await loadHandlers(options.handlers))));
  const service = await openService(app, state, options.port);

  heading("Receive", "another process posts GitHub's example payloads: quiet, burst, pause, burst");
  const sender = await sendAndDrain(app, service, state, memory);
  const peakReceiving = memory.peak;
  showRates(sender);

  if (service.pipeline.stats().stored > 0) await showResults(app, service, state);
  const accounts = gatherAccounts(service, sender, state);
  heading("Accounts", "does it all add up?");
  console.log(formatAccounts(accounts));
  const wrong = sums(accounts).filter(({ left, right }) => left !== right);
  for (const { text, left, right } of wrong) {
    console.log(`  WRONG: ${text}: ${count(left)} is not ${count(right)}`);
  }
  console.log(
    `\n  RSS of this process: ${megabytes(memory.start)} at the start, ` +
      `${megabytes(peakReceiving)} at its peak while receiving, ` +
      `${megabytes(memory.peak)} with the reports, ${megabytes(memory.now)} at the end`,
  );
  const ok = wrong.length === 0;
  if (options.serve) {
    heading("Serve", "the receiver stays; Ctrl-C ends it");
    await serve(app, service, state, ok);
  }
  if (ok) await state.note({ served: state.served, finished: true });
  return ok;
}

async function showResults(app: Scope, service: Service, state: RunState): Promise<void> {
  heading("Aggregate", "summed up by event time, in the transactions of the rows");
  await showAggregates(service.pipeline, service.signal);

  heading("Report", "a graph of tasks over Web Workers; one worker dies on purpose");
  const repositories = service.pipeline.ranking("repositories").map(({ key }) => key);
  await makeReports(app, service, state.store, repositories);

  heading("Read", "the result as a lazy collection, page by page");
  await showLastPage(service.store, service.signal);
}

function showRates({ perSecond }: SenderReport): void {
  const rates = Object.entries(perSecond).map(([phase, rate]) => `${phase} ${count(rate)}/s`);
  if (rates.length > 0) console.log(`  answered: ${rates.join(", ")}`);
}

function interrupted(app: Scope, state: RunState, code: number): never {
  console.log(`\nStopped, and closed in order:\n\n${indent(formatScope(app))}`);
  console.log(
    state.finished
      ? `\nThe files stay in ${state.folder} until the next run begins.`
      : "\nEverything that was accepted is kept; the next start goes on where this one stopped.",
  );
  Deno.exit(code);
}

function heading(title: string, what: string = ""): void {
  console.log(`\n${title}${what === "" ? "" : `: ${what}`}\n`);
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
