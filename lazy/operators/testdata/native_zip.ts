/**
 * Runs scenarios with the engine's own joint iteration, which needs
 * `--v8-flags=--js-joint-iteration`. Reads them from stdin as JSON and writes their logs.
 *
 * @module
 */
import { runScenario, type ZipScenario } from "./zip_scenario.ts";

type NativeZip = (sources: object, options: object) => Iterator<unknown>;

const { zip, zipKeyed } = Iterator as unknown as { zip: NativeZip; zipKeyed: NativeZip };
const scenarios: ZipScenario[] = await new Response(Deno.stdin.readable).json();
const logs = scenarios.map((scenario) =>
  runScenario(
    scenario,
    (sources, options) => zip.call(Iterator, sources, options),
    (sources, options) => zipKeyed.call(Iterator, { ...sources }, options),
  )
);
console.log(JSON.stringify(logs));
