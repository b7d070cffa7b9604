import { checkFunction } from "../../_internal/check_option.ts";
import { toChecker } from "./checker.ts";
import type { Checker } from "./checking.ts";
import { isObject } from "./explain_parts.ts";
import { Schema } from "./schema.ts";
import type { SchemaFor } from "./standard_schema.ts";

/** What each lazy schema answered in the test that is under way; empty between two tests. */
const answers: [known: Map<unknown, boolean>, value: unknown][] = [];
let depth = 0;

/**
 * Refers to a schema that is not there yet, so that a schema may hold itself. Values may hold
 * themselves as well: each is looked at once.
 *
 * @throws {TypeError} If `get` is not a function, or later if it does not return a schema.
 *
 * @example A tree
 * ```ts
 * import { array, lazy, object, type Schema, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * interface Folder {
 *   name: string;
 *   folders: Folder[];
 * }
 * const folder: Schema<Folder> = object({ name: string(), folders: array(lazy(() => folder)) });
 *
 * const root: Folder = { name: "/", folders: [] };
 * root.folders.push(root);
 * assert.ok(folder.is(root));
 * ```
 */
export function lazy<T>(get: () => SchemaFor<T>): Schema<T> {
  checkFunction("create a lazy schema", "get", get);
  const known = new Map<unknown, boolean>();
  const explained = new Set<unknown>();
  let checker: Checker | undefined;
  const resolve = () => checker ??= toChecker(get(), "the schema of lazy()");
  return new Schema(() => resolve().expected, (value) => {
    const { test } = resolve();
    return isObject(value) ? testOnce(test, value, known) : test(value);
  }, {
    explain: (value, path, into) => {
      if (explained.has(value)) return;
      const isOutermost = explained.size === 0;
      if (isObject(value)) explained.add(value);
      // What the tests on the way find out stays known until all is explained.
      depth++;
      try {
        resolve().explain(value, path, into);
      } finally {
        depth--;
        if (depth === 0) forget(0);
        if (isOutermost) explained.clear();
      }
    },
    json: (writer) => writer.refer(resolve()),
  });
}

/**
 * Tests a value that may hold itself. While it is being tested it counts as accepted; if it turns
 * out to be refused, all answers that may rest on that are forgotten.
 */
function testOnce(
  test: Checker["test"],
  value: unknown,
  known: Map<unknown, boolean>,
): boolean {
  const answer = known.get(value);
  if (answer !== undefined) return answer;
  const first = answers.push([known, value]) - 1;
  known.set(value, true);
  depth++;
  let isAccepted = false;
  try {
    isAccepted = test(value);
  } finally {
    depth--;
    if (depth === 0 || !isAccepted) forget(depth === 0 ? 0 : first);
  }
  // Assumptions only ever make more acceptable, so that a refusal does not rest on them.
  if (depth > 0 && !isAccepted) {
    known.set(value, false);
    answers.push([known, value]);
  }
  return isAccepted;
}

function forget(first: number): void {
  for (const answer of answers.splice(first)) {
    const [known, value] = answer;
    if (depth === 0 || known.get(value)) known.delete(value);
    else answers.push(answer);
  }
}
