import assert from "node:assert/strict";
import { defineResource, Scope } from "../mod.ts";
import { nodeOf } from "../scope.ts";
import { GraphNode } from "./graph_node.ts";
import { settle } from "./testdata/hand_made.ts";

function startedNode(
  scope: Scope,
  resource: { acquire?: () => unknown; release?: () => unknown },
  needs: Record<string, GraphNode> = {},
): GraphNode {
  const defined = defineResource({ name: "r", acquire: () => 1, release: () => {}, ...resource });
  const node = new GraphNode(nodeOf("test", scope), defined, new Map(Object.entries(needs)));
  node.start();
  return node;
}

const endings: Record<string, { acquire?: () => unknown; release?: () => unknown }> = {
  "throws at once": { acquire: () => assert.fail("thrown") },
  "rejects": { acquire: () => Promise.reject(new Error("rejected")) },
  "is released at once": {},
  "is released in time": { release: () => Promise.resolve() },
  "is released with an error": { release: () => assert.fail("thrown") },
  "is released with a rejection": { release: () => Promise.reject(new Error("rejected")) },
};

for (const [ending, resource] of Object.entries(endings)) {
  Deno.test(`GraphNode uses what it needs no more once it ${ending}`, async () => {
    await using scope = new Scope("app");
    const need = startedNode(scope, {});
    await need.arrival;
    const node = startedNode(scope, resource, { need });
    await node.arrival.catch(() => {});
    if (node.state === "held") {
      assert.deepEqual([...need.users], [node]);
      let isQuiet = false;
      void node.quiet().then(() => isQuiet = true);
      await settle();
      assert.equal(isQuiet, false);
      await scope.release(node.value).catch(() => {});
    }
    await node.quiet();
    assert.deepEqual([node.state, need.users.size, need.state], ["over", 0, "held"]);
  });
}

Deno.test("GraphNode asks a lazy release once to do its work", async () => {
  let runs = 0;
  const lazy = {
    then(done: () => void): void {
      runs++;
      done();
    },
  };
  const scope = new Scope("app");
  await startedNode(scope, { release: () => lazy }).arrival;
  await scope.close();
  assert.equal(runs, 1);
});

Deno.test("GraphNode has the limits of its resource, and asks it for its health", () => {
  const asked: unknown[] = [];
  const resource = defineResource({
    name: "db",
    acquire: () => 1,
    release: () => {},
    timeoutMs: 1,
    releaseTimeoutMs: 2,
    retry: { maxAttempts: 3 },
    health: (value, context) => asked.push(value, context),
  });
  const node = new GraphNode(nodeOf("test", new Scope("app")), resource, new Map());
  const { signal } = new AbortController();
  node.health!(7, { signal });
  assert.deepEqual([node.name, node.timeoutMs, node.releaseTimeoutMs], ["db", 1, 2]);
  assert.deepEqual([node.retry, asked], [{ maxAttempts: 3 }, [7, { signal }]]);
});
