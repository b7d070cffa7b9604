import assert from "node:assert/strict";
import { demoFolder } from "./testdata/demo_run.ts";

/** A module of a handler for GitHub's "ping", with one line that may be wrong. */
function pingHandler(name: string, toRow: string): string {
  const url = (path: string) => JSON.stringify(import.meta.resolve(path));
  return `
    import { EventHandler } from ${url("./event_handler.ts")};
    import { RepositoryEventHandler } from ${url("./repository_event_handler.ts")};
    export class ${name} extends RepositoryEventHandler {
      static { EventHandler.implement(this, { capabilities: ["${name}"] }); }
      category = "pings";
      subject() { return { title: undefined, at: undefined }; }
      ${toRow}
    }`;
}

Deno.test("main() refuses a broken handler by its message and goes on with the others", async () => {
  await using folder = await demoFolder();
  await using handlers = await demoFolder();
  const write = (name: string, text: string) =>
    Deno.writeTextFile(`${handlers.path}/${name}.ts`, text);
  await write("good", pingHandler("GoodHandler", ""));
  await write("broken", pingHandler("BrokenHandler", "async toRow(delivery, log) { return {}; }"));
  await write("unloadable", 'throw new Error("no licence for this handler");');

  const args = ["--deliveries", "300", "--handlers", handlers.path];
  const { code, stdout, stderr } = await folder.start(args).ended;
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /11 handlers for 48 events, from 11 modules/);
  assert.match(stdout, /REFUSED broken\.ts: ContractError: Cannot define class "BrokenHandler"/);
  assert.match(
    stdout,
    /1\. toRow {2}expected a method toRow\(delivery\), received an async method/,
  );
  assert.match(
    stdout,
    /2\. toRow {2}expected at most 1 required parameter \(delivery\), received 2/,
  );
  assert.match(stdout, /REFUSED unloadable\.ts: Error: no licence for this handler/);
  assert.match(stdout, /All sums add up/);
});
