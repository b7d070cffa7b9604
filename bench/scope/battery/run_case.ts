/**
 * Runs one case against one library in a process of its own, which may crash or hang: the verdict is
 * the last line it writes.
 *
 * @module
 */
import { CASES } from "./cases.ts";
import { judge } from "./judge.ts";
import type { Subject } from "./subject.ts";

// Some libraries leave a rejection that nobody hears of; the case looks at what they do otherwise.
globalThis.addEventListener("unhandledrejection", (event) => event.preventDefault());

const [file, name] = Deno.args;
const { subject }: { subject: Subject } = await import(`./subjects/${file}.ts`);
const faultCase = CASES.find((faultCase) => faultCase.name === name);
if (faultCase === undefined) throw new TypeError(`Cannot run the case: there is no "${name}"`);
console.log("\n" + JSON.stringify(await judge(subject, faultCase)));
Deno.exit();
