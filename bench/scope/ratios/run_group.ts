/**
 * Measures one group in a process of its own, so that no group meets code that another has compiled
 * for its own shapes; writes the samples as JSON.
 *
 * @module
 */
import type { Group } from "./group.ts";

const { group }: { group: Group } = await import(`./groups/${Deno.args[0]}.ts`);
console.log(JSON.stringify(await group.measure()));
Deno.exit();
