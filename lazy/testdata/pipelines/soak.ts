/**
 * Compares random pipelines with the oracle for as long as it takes: `deno task soak:pipelines
 * [count] [--seed=n] [--first=n]`. Prints the seed first, and the smallest pipeline that differs if
 * there is one.
 *
 * @module
 */
import { searchPipelines } from "./search.ts";

const COUNT = 1_000_000;

function numberOf(name: string): number | undefined {
  const given = Deno.args.find((arg) => arg.startsWith(`--${name}=`));
  return given === undefined ? undefined : Number(given.slice(name.length + 3));
}

const count = Number(Deno.args.find((arg) => !arg.startsWith("--")) ?? COUNT);
const seed = numberOf("seed") ?? Math.floor(Math.random() * 2 ** 31);
const first = numberOf("first") ?? 0;
const startMs = performance.now();
const seconds = () => ((performance.now() - startMs) / 1_000).toFixed(1);
const tenth = Math.max(1, Math.floor(count / 100_000)) * 10_000;
let nextMark = tenth;

console.log(`${count.toLocaleString("en")} pipelines of seed ${seed} from number ${first} on`);
const story = await searchPipelines({
  seed,
  first,
  count,
  onProgress: (tried) => {
    if (tried < nextMark) return;
    nextMark += tenth;
    console.log(`${tried.toLocaleString("en").padStart(12)} agreed, ${seconds()} s`);
  },
});
if (story !== undefined) {
  console.error(story);
  Deno.exitCode = 1;
} else console.log(`all agreed with the oracle, in ${seconds()} s`);
