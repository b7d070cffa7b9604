import assert from "node:assert/strict";
import { checkTransition, initialTaskStates, isFinal, taskTransitions } from "./task_state.ts";

/** The edges of the diagram in the guide, as "from -> to" with "[*]" for begin and end. */
async function diagramEdges(): Promise<string[]> {
  const guide = await Deno.readTextFile(new URL("../docs/scheduler.md", import.meta.url));
  const diagram = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
  return [...diagram.matchAll(/^\s*(\S+) --> (\S+?)(?::.*)?$/gm)].map(([, a, b]) => `${a} -> ${b}`);
}

Deno.test("taskTransitions holds the same edges as the diagram in the guide", async () => {
  const edges = [
    ...initialTaskStates.map((state) => `[*] -> ${state}`),
    ...Object.entries(taskTransitions).flatMap(([from, to]) =>
      to.length === 0 ? [`${from} -> [*]`] : to.map((state) => `${from} -> ${state}`)
    ),
  ];
  assert.deepEqual((await diagramEdges()).toSorted(), edges.toSorted());
});

Deno.test("checkTransition() refuses a move that the table does not hold", () => {
  checkTransition("task-1", "ready", "dispatched");
  assert.throws(() => checkTransition("task-1", "succeeded", "ready"), {
    message: "Cannot move task-1 as the table has no such transition: succeeded -> ready",
  });
});

Deno.test("isFinal() holds for states without a way out", () => {
  assert.equal(isFinal("quarantined"), true);
  assert.equal(isFinal("backoff"), false);
});
