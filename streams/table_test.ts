import assert from "node:assert/strict";
import { defineTable } from "./table.ts";

Deno.test("defineTable() describes a table, frozen and apart from what it was given", () => {
  const columns = { id: "text", at_ms: "integer" } as const;
  const table = defineTable("events", columns, "id");
  assert.deepEqual({ ...table }, { name: "events", columns, key: "id" });
  assert.ok(Object.isFrozen(table) && Object.isFrozen(table.columns));
  assert.notEqual(table.columns, columns);
});

Deno.test("defineTable() refuses names that are no plain identifiers", () => {
  for (const name of ["", "Events", "1st", "a b", 'a"; drop table x; --', "a".repeat(64), "ü"]) {
    assert.throws(() => defineTable(name, { id: "text" }, "id"), TypeError, name);
    if (name !== "") {
      assert.throws(() => defineTable("t", { id: "text", [name]: "text" }, "id"), TypeError, name);
    }
  }
});

Deno.test("defineTable() refuses a key that is no text column", () => {
  assert.throws(() => defineTable("t", { id: "integer" }, "id"), /its kind is integer/);
  assert.throws(() => defineTable("t", { id: "text" }, "other" as never), /not given/);
});

Deno.test("defineTable() refuses a kind of column that does not exist", () => {
  assert.throws(() => defineTable("t", { id: "text", at: "date" as never }, "id"), /"date"/);
});

Deno.test("defineTable() refuses the names of the library's own tables", () => {
  assert.throws(() => defineTable("weir_outbox", { id: "text" }, "id"), {
    name: "TypeError",
    message: /"weir_outbox" as names that begin with "weir_"/,
  });
});
