/** What is zipped and how the run goes, as JSON. */
export interface ZipScenario {
  /** Of each source: how many items it has, and at which pull and whether at its close it fails. */
  readonly sources: readonly {
    readonly length: number;
    readonly failAt?: number | undefined;
    readonly failClose?: boolean | undefined;
  }[];
  readonly mode?: "shortest" | "longest" | "strict" | undefined;
  readonly padding?: readonly string[] | undefined;
  readonly isKeyed: boolean;
  /** How many rows are pulled before the run is left. */
  readonly stopAfter: number;
}

type Zip = (sources: readonly unknown[], options: object) => Iterator<unknown>;
type AsyncZip = (sources: readonly unknown[], options: object) => AsyncIterator<unknown>;

/** Runs a scenario and logs what was pulled, closed, handed over and thrown. */
export function runScenario(scenario: ZipScenario, zip: Zip, zipKeyed: Zip): string[] {
  const log: string[] = [];
  try {
    const rows = open(scenario, log, zip, zipKeyed, sourceOf) as Iterator<unknown>;
    for (let at = 0; at < scenario.stopAfter; at++) {
      const { done, value } = rows.next();
      log.push(done ? "end" : show(value));
      if (done) return log;
    }
    rows.return?.();
    log.push("left");
  } catch (error) {
    log.push(nameOf(error));
  }
  return log;
}

/** The same for async sequences. */
export async function runScenarioAsync(
  scenario: ZipScenario,
  zip: AsyncZip,
  zipKeyed: AsyncZip,
): Promise<string[]> {
  const log: string[] = [];
  try {
    const make = scenario.stopAfter % 2 === 0 ? asyncSourceOf : mixedSourceOf;
    const rows = open(scenario, log, zip, zipKeyed, make) as AsyncIterator<unknown>;
    for (let at = 0; at < scenario.stopAfter; at++) {
      const { done, value } = await rows.next();
      log.push(done ? "end" : show(value));
      if (done) return log;
    }
    await rows.return?.();
    log.push("left");
  } catch (error) {
    log.push(nameOf(error));
  }
  return log;
}

type MakeSource = (source: ZipScenario["sources"][number], at: number, log: string[]) => unknown;

function open(
  { sources, mode, padding, isKeyed }: ZipScenario,
  log: string[],
  zip: Zip | AsyncZip,
  zipKeyed: Zip | AsyncZip,
  make: MakeSource,
): unknown {
  const opened = sources.map((source, at) => make(source, at, log));
  const given = mode === undefined ? {} : { mode };
  const paddings = padding === undefined ? {} : { padding };
  return (isKeyed ? zipKeyed : zip)(opened, { ...given, ...paddings });
}

function sourceOf(
  { length, failAt, failClose }: ZipScenario["sources"][number],
  at: number,
  log: string[],
): Iterator<unknown> {
  let pulls = 0;
  return {
    next() {
      log.push(`next ${at}`);
      pulls++;
      if (pulls === failAt) throw new RangeError(`next ${at} failed`);
      return pulls > length
        ? { done: true, value: undefined }
        : { done: false, value: `${at}.${pulls}` };
    },
    return() {
      log.push(`return ${at}`);
      if (failClose) throw new RangeError(`return ${at} failed`);
      return { done: true, value: undefined };
    },
  };
}

const asyncSourceOf: MakeSource = (source, at, log) => {
  const iterator = sourceOf(source, at, log);
  return {
    next: async () => await iterator.next(),
    return: async () => await iterator.return!(),
  };
};

const mixedSourceOf: MakeSource = (source, at, log) =>
  at % 2 === 0 ? sourceOf(source, at, log) : asyncSourceOf(source, at, log);

const show = (row: unknown) => JSON.stringify(row);

const nameOf = (error: unknown) =>
  error instanceof RangeError ? error.message : (error as Error).name;
