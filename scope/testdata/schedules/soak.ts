/**
 * Runs random fault schedules over scopes for as long as it takes: `deno task soak:schedules [count]
 * [--seed=n] [--first=n]`. Prints the seed first, what came up last, and the smallest schedule that
 * breaks a promise if there is one.
 *
 * @module
 */
import { describeFinding, searchSchedules } from "./search.ts";

const COUNT = 10_000_000;

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

console.log(`${count.toLocaleString("en")} schedules of seed ${seed} from number ${first} on`);
const { finding, tally } = await searchSchedules({
  seed,
  first,
  count,
  onProgress: (tried) => {
    if (tried < nextMark) return;
    nextMark += tenth;
    console.log(`${tried.toLocaleString("en").padStart(12)} held, ${seconds()} s`);
  },
});
console.log(String(tally));
if (finding !== undefined) {
  console.error(await describeFinding(finding));
  Deno.exitCode = 1;
} else console.log(`every promise held, in ${seconds()} s`);
