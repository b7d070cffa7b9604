/**
 * Imports the module whose path is given and writes the milliseconds that it took: of wall time and
 * processor time the lesser, as other programs lengthen the one and threads that help the other.
 *
 * @module
 */
import process from "node:process";
import { pathToFileURL } from "node:url";

const { href } = pathToFileURL(Deno.args[0]!);
const cpu = process.cpuUsage();
const startMs = performance.now();
await import(href);
const wallMs = performance.now() - startMs;
const { user, system } = process.cpuUsage(cpu);
console.log(Math.min(wallMs, (user + system) / 1_000));
Deno.exit();
