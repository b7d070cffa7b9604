import assert from "node:assert/strict";
import { EndedTasks } from "./ended_tasks.ts";
import { retryPolicy } from "./retry_policy.ts";
import { TaskRecord } from "./task_record.ts";

const address = { moduleUrl: "memory:tasks", exportName: "work" };
const limits = { priority: 1, queueMs: Infinity, runMs: Infinity, retry: retryPolicy("test") };

function family(parentId: string, childId: string): TaskRecord {
  const [parent, child] = [parentId, childId].map((id, i) =>
    new TaskRecord(id, id, address, limits, i, () => undefined)
  );
  parent!.children.push(child!);
  return parent!;
}

Deno.test("EndedTasks.add() goes on with the next task after the telling of a child threw", () => {
  const told: string[] = [];
  const ended = new EndedTasks((child, parent) => {
    told.push(`${parent.id} -> ${child.id}`);
    if (parent.id === "bad") throw new Error("out of order");
  });
  assert.throws(() => ended.add(family("bad", "a")), /out of order/);
  ended.add(family("good", "b"));
  assert.deepEqual(told, ["bad -> a", "good -> b"]);
});

Deno.test("EndedTasks.add() tells the children of a child that ends by being told", () => {
  const told: string[] = [];
  const grandparent = family("grandparent", "parent");
  grandparent.children[0]!.children.push(family("child", "none"));
  const ended = new EndedTasks((child) => {
    told.push(child.id);
    if (child.id === "parent") ended.add(child);
  });
  ended.add(grandparent);
  assert.deepEqual(told, ["parent", "child"]);
});
