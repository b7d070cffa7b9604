/**
 * Measures one group, the file of which is named, in a process of its own, so that no group meets
 * code that another has compiled for its own shapes; writes the samples as JSON.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import type { Group } from "./group.ts";

const { group }: { group: Group } = await import(pathToFileURL(Deno.args[0]!).href);
console.log(JSON.stringify(await group.measure()));
Deno.exit();
