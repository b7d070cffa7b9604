/**
 * The tasks of the demo's graph. Workers load this module; the program only names it.
 *
 * @module
 */
import type { TaskContext } from "@weir/std/scheduler";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { StoreSource } from "./backends.ts";

/** What a report is made from. */
export interface ReportInput {
  /** Where the rows are. */
  readonly source: StoreSource;
  /** The repository to report on. */
  readonly repository: string;
  /** Set on one report: its worker dies half-way, without a word, at the first attempt. */
  readonly dieHalfWay: boolean;
}

/** What is known of one repository. */
export interface Report {
  /** The repository. */
  readonly repository: string;
  /** Its events. */
  readonly events: number;
  /** Mean size of a payload in bytes. */
  readonly meanBytes: number;
  /** Half the width of the 95 % confidence interval of that mean, by bootstrap. */
  readonly marginBytes: number;
}

const resamples = 2_000;
const maxSample = 20_000;

/** Mean payload size of a repository with its confidence interval: 2,000 bootstrap resamples. */
export async function report(input: ReportInput, context: TaskContext): Promise<Report> {
  const { repository, source } = input;
  const { events, meanBytes, sample } = await payloadSizes(source, repository);
  const means = new Float64Array(resamples);
  let state = 0x2545f491;
  for (let resample = 0; resample < resamples; resample++) {
    if (resample % 100 === 0) {
      context.throwIfCancelled();
      context.progress(resample / resamples);
    }
    if (input.dieHalfWay && context.attempt === 1 && resample === resamples / 2) {
      // No error and no event: the way a worker is lost that nobody expects.
      (globalThis as unknown as { close(): void }).close();
      await new Promise(() => {});
    }
    let sum = 0;
    for (let i = 0; i < sample.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      sum += sample[Math.floor(state / 2 ** 32 * sample.length)]!;
    }
    means[resample] = sum / sample.length;
  }
  means.sort();
  const margin = (means[Math.floor(resamples * 0.975)]! - means[Math.floor(resamples * 0.025)]!) /
    2;
  return {
    repository,
    events,
    meanBytes: Math.round(meanBytes),
    marginBytes: Math.round(margin),
  };
}

/** All reports in one, the largest first. */
export function merge(reports: readonly Report[]): { total: number; reports: Report[] } {
  const total = reports.reduce((sum, { events }) => sum + events, 0);
  return { total, reports: [...reports].sort((a, b) => b.events - a.events) };
}

interface PayloadSizes {
  readonly events: number;
  readonly meanBytes: number;
  /** Sizes of at most `maxSample` payloads: what is held does not grow with the table. */
  readonly sample: Float64Array;
}

async function payloadSizes(source: StoreSource, repository: string): Promise<PayloadSizes> {
  if (source.kind === "sqlite") {
    using database = new DatabaseSync(source.path, { readOnly: true });
    const query = (sql: string) => database.prepare(sql).all(repository);
    return toSizes(query(totalsOf("events", "?")), query(sampleOf("events", "?")));
  }
  const client = new pg.Client({ connectionString: source.url });
  await client.connect();
  try {
    const table = `"${source.schema}".events`;
    const totals = await client.query(totalsOf(table, "$1"), [repository]);
    const sample = await client.query(sampleOf(table, "$1"), [repository]);
    return toSizes(totals.rows, sample.rows);
  } finally {
    await client.end();
  }
}

function totalsOf(table: string, place: string): string {
  return `select count(*) as events, avg(bytes) as mean from ${table} where repository = ${place}`;
}

function sampleOf(table: string, place: string): string {
  return `select bytes from ${table} where repository = ${place} order by id limit ${maxSample}`;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

function toSizes([totals]: Rows, sample: Rows): PayloadSizes {
  return {
    events: Number(totals?.events),
    meanBytes: Number(totals?.mean),
    sample: Float64Array.from(sample, ({ bytes }) => Number(bytes)),
  };
}
