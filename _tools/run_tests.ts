/**
 * Runs `deno test` the way this repository means it, and ends with `N passed, N failed`:
 * everything in parallel and in random order, examples of doc comments and Markdown included, a
 * check for leaked workers, and the servers that some tests need, found or started.
 *
 * - `--coverage` measures the library and holds it to the thresholds in `deno.json`.
 * - `--require-services`, or `CI=true`, makes a missing server a failure, and every ignored test
 *   that `layers.ts` does not name.
 * - Everything else goes to `deno test`.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isTestFile, listFiles, repository } from "./source_files.ts";
import { IGNORED, LIBRARY } from "./layers.ts";
import { findServer, type Service, SERVICES } from "./services.ts";
import { readTestText } from "./test_text.ts";

/** What a run of `deno test` came to. */
export interface TestOutcome {
  /** Tests that passed. */
  readonly passed: number;
  /** Tests that failed, and whatever else counts as one. */
  readonly failed: number;
  /** Exit code of `deno test`. */
  readonly code: number;
  /** Tests that were ignored. */
  readonly ignored: readonly IgnoredTest[];
}

/** Where output goes. */
export type Write = (text: string) => void;

/** A test that was ignored. */
export interface IgnoredTest {
  readonly file: string;
  readonly name: string;
}

/** Reads the counts of the last closing line; a run without one has failed. */
export function readCounts(output: string): { passed: number; failed: number } {
  // deno-lint-ignore no-control-regex -- colours
  const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
  const closing = /^(?:ok|FAILED) \| (\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/gm;
  const last = [...plain.matchAll(closing)].at(-1);
  return last === undefined
    ? { passed: 0, failed: 1 }
    : { passed: Number(last[1]), failed: Number(last[2]) };
}

/** Reads the ignored tests of a JUnit report. */
export function readIgnored(junit: string): IgnoredTest[] {
  const pattern = /<testcase name="([^"]*)" classname="([^"]*)"[^>]*>\s*<skipped\/>/g;
  return [...junit.matchAll(pattern)].map(([, name, file]) => ({
    name: unescape(name!),
    file: unescape(file!).replace(/^\.\//, ""),
  }));
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'").replaceAll("&amp;", "&");
}

/** Runs `deno test` in a folder, hands its output on and counts. */
export async function runDenoTest(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  write: Write,
): Promise<TestOutcome> {
  await using folder = await temporaryFolder();
  const junit = join(folder.path, "junit.xml");
  const colour = Deno.stdout.isTerminal() && !Deno.noColor ? { FORCE_COLOR: "1" } : undefined;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", `--junit-path=${junit}`, ...args],
    cwd: root,
    env: { ...colour, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let tail = "";
  const [{ code }] = await Promise.all([
    child.status,
    pump(child.stdout, (text) => {
      tail = (tail + text).slice(-4096);
      write(text);
    }),
    pump(child.stderr, write),
  ]);
  const ignored = readIgnored(await Deno.readTextFile(junit).catch(() => ""));
  return { ...readCounts(tail), code, ignored };
}

async function pump(stream: ReadableStream<Uint8Array<ArrayBuffer>>, write: Write): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) write(text);
}

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "weir_tests_" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Arguments of the default run; what the caller gave comes after and wins. */
export function testArguments(given: readonly string[]): string[] {
  const isGiven = (flag: string) => given.some((arg) => arg.split("=")[0] === flag);
  const seed = Math.floor(Math.random() * 1e6);
  return [
    "--allow-all",
    ...(isGiven("--doc") ? [] : ["--doc"]),
    ...(isGiven("--parallel") ? [] : ["--parallel"]),
    ...(isGiven("--shuffle") ? [] : [`--shuffle=${seed}`]),
    `--preload=${join(repository, "_tools/worker_leaks.ts")}`,
    ...given,
  ];
}

/** One line per missing service: how many of the ignored tests need it, and what to set. */
export async function leftOutLines(
  missing: readonly Service[],
  ignored: readonly IgnoredTest[],
  readText: (file: string) => Promise<string>,
): Promise<string[]> {
  const lines: string[] = [];
  const explained = new Set<IgnoredTest>();
  for (const { name, variable } of missing) {
    let count = 0;
    for (const test of ignored) {
      if (!isTestFile(test.file) || !(await readText(test.file)).includes(variable)) continue;
      explained.add(test);
      count++;
    }
    const tests = count === 1 ? "1 test needs" : `${count} tests need`;
    if (count > 0) lines.push(`left out: ${tests} ${name}: set ${variable}`);
  }
  const others = ignored.filter((test) => !explained.has(test));
  return [...lines, ...others.map((test) => `left out: ${test.file}: "${test.name}" is ignored`)];
}

/** One line per ignored test that is not excused. */
function ignoredFailures(
  ignored: readonly IgnoredTest[],
  mayIgnore: Readonly<Record<string, string>>,
): string[] {
  return ignored.map(({ file, name }) => `${file}: ${name}`)
    .filter((test) => !Object.hasOwn(mayIgnore, test))
    .map((test) => `${test}: ignored here: run it, or name it in IGNORED of _tools/layers.ts`);
}

/**
 * The test that `--filter` makes of a name, as `deno test` reads it: text, or an expression between
 * slashes. Its report tells filtered tests and ignored ones alike.
 */
export function nameFilter(args: readonly string[]): (name: string) => boolean {
  const at = args.findLastIndex((arg) => /^--filter(=|$)/.test(arg));
  if (at === -1) return () => true;
  const filter = args[at]!.includes("=") ? args[at]!.slice("--filter=".length) : args[at + 1] ?? "";
  const expression = /^\/(.*)\/$/s.exec(filter)?.[1];
  if (expression === undefined) return (name) => name.includes(filter);
  const regExp = new RegExp(expression);
  return (name) => regExp.test(name);
}

/**
 * The services whose variable is mentioned by the test files that the arguments select, or by their
 * test data; every service when they select none.
 */
async function neededServices(
  root: string,
  services: readonly Service[],
  args: readonly string[],
): Promise<Service[]> {
  const paths = args.map((arg) => arg.replace(/^\.\/|\/$/g, ""));
  const all = await listFiles(root, ["_test.ts"]);
  const named = all.filter((file) =>
    paths.some((path) => file === path || file.startsWith(path + "/"))
  );
  if (named.length === 0) return [...services];
  const texts = await Promise.all(named.map((file) => readTestText(root, file)));
  return services.filter(({ variable }) => texts.some((text) => text.includes(variable)));
}

/** Takes away what a process had not written to its end when a test killed it. */
async function dropCutRecords(folder: URL): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const file = new URL(name, folder);
    if (!name.endsWith(".json")) continue;
    const text = await Deno.readTextFile(file);
    if (!text.trimEnd().endsWith("}")) await Deno.remove(file);
  }
}

/** Writes the coverage of the library and says whether it keeps to the thresholds. */
async function checkCoverage(root: string, write: Write): Promise<boolean> {
  await dropCutRecords(new URL(`${pathToFileURL(root).href}/coverage/`));
  const folders = LIBRARY.map((layer) => layer.folder).filter((name) => /^\w+$/.test(name));
  const base = pathToFileURL(root).href.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["coverage", `--include=^${base}/(${folders.join("|")})/`, "coverage"],
    cwd: root,
  }).output();
  const decoder = new TextDecoder();
  write(decoder.decode(output.stdout) + decoder.decode(output.stderr));
  return output.success;
}

/** What a run needs to know. */
export interface RunOptions {
  /** Folder in which `deno test` runs. */
  readonly root: string;
  /** Servers that tests may need. */
  readonly services: readonly Service[];
  /** Whether a missing server is a failure, and an ignored test. */
  readonly isRequired: boolean;
  /** Tests that may be ignored all the same; default: those of `layers.ts`. */
  readonly mayIgnore?: Readonly<Record<string, string>>;
  /** Where output goes. */
  readonly write: Write;
}

/** Runs the tests with the servers they need, as the command line asks; returns the exit code. */
export async function runTests(args: readonly string[], options: RunOptions): Promise<number> {
  const { root, services, isRequired, write } = options;
  const isCovered = args.includes("--coverage");
  await using servers = new AsyncDisposableStack();
  const env: Record<string, string> = {};
  const missing: Service[] = [];
  const needed = await neededServices(root, services, args);
  await Promise.all(needed.map(async (service) => {
    try {
      const server = await findServer(service, Deno.env.get(service.variable));
      if (server === undefined) missing.push(service);
      else env[service.variable] = servers.use(server).url;
    } catch (error) {
      write(`${service.name} could not be started: ${error}\n`);
      missing.push(service);
    }
  }));
  const given = testArguments(args.filter((arg) => arg !== "--coverage"));
  const coverage = ["--coverage=coverage", "--coverage-raw-data-only", "--clean"];
  const outcome = await runDenoTest(root, isCovered ? [...coverage, ...given] : given, env, write);

  const readText = (file: string) => readTestText(root, file);
  const isChosen = nameFilter(args);
  const ignored = outcome.ignored.filter(({ name }) => isChosen(name));
  const notes = await leftOutLines(missing, ignored, readText);
  const failures = isRequired
    ? missing.map(({ name, variable }) => `${name} is required here: set ${variable} or install it`)
    : [];
  // A missing server has failed the run already, and is why its tests are ignored.
  if (isRequired && missing.length === 0) {
    failures.push(...ignoredFailures(ignored, options.mayIgnore ?? IGNORED));
  }
  if (isCovered && outcome.failed === 0 && !await checkCoverage(root, write)) {
    failures.push("coverage is below the thresholds in deno.json");
  }
  if (outcome.failed === 0 && outcome.passed === 0) failures.push("no test has run");
  else if (outcome.failed === 0 && outcome.code !== 0) failures.push("deno test has failed");
  if (outcome.failed > 0) {
    const order = given.find((arg) => arg.startsWith("--shuffle"));
    notes.push(`the same order again: deno task test ${order}`);
  }
  for (const line of notes) write(line + "\n");
  for (const failure of failures) write(`failed: ${failure}\n`);
  const failed = outcome.failed + failures.length;
  write(`${outcome.passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

if (import.meta.main) {
  // A terminal interrupts the whole group: deno test ends, and the servers are still stopped here.
  Deno.addSignalListener("SIGINT", () => {});
  const args = Deno.args.filter((arg) => arg !== "--require-services");
  const isRequired = args.length < Deno.args.length || Deno.env.get("CI") === "true";
  const encoder = new TextEncoder();
  Deno.exit(
    await runTests(args, {
      root: repository,
      services: SERVICES,
      isRequired,
      write: (text) => {
        for (let rest = encoder.encode(text); rest.length > 0;) {
          rest = rest.subarray(Deno.stdout.writeSync(rest));
        }
      },
    }),
  );
}
