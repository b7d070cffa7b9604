/**
 * Has one thing happen to one library in a process of its own, which may hang or grow: what was seen
 * is the last line it writes. Takes the names of the case and of the library.
 *
 * @module
 */
import { CASES } from "./cases.ts";
import { loadSubjects } from "./subjects.ts";

const [name, library] = Deno.args;
const happening = CASES.find((happening) => happening.name === name);
const subject = (await loadSubjects()).find((subject) => subject.name === library);
if (happening === undefined || subject === undefined) {
  throw new TypeError(`Cannot run the case: there is no "${name}" or no "${library}"`);
}
console.log("\n" + JSON.stringify(await happening.run(subject)));
Deno.exit();
