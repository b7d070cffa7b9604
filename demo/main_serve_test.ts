import assert from "node:assert/strict";
import { demoFolder } from "./testdata/demo_run.ts";

Deno.test("main() keeps the receiver with --serve, for the command that it prints", async () => {
  await using folder = await demoFolder();
  const demo = folder.start(["--deliveries", "100", "--serve"]);
  const printed = await demo.printed(/curl \S+\/stats/);
  const [command, url, body] = /curl -i (\S+) [^]*?-d '(.+)'/.exec(printed)!;
  const headers = [...command.matchAll(/-H "([^:]+): ([^"]+)"/g)]
    .map(([, name, value]): [string, string] => [name!, value!]);
  const deliver = async () => {
    const response = await fetch(url!, { method: "POST", headers, body: body! });
    await response.body?.cancel();
    return response.status;
  };

  assert.equal(await deliver(), 202);
  const once = /accepted (\d+): stored (\d+), duplicates (\d+)/;
  const [, accepted, stored, duplicates] = once.exec(await demo.printed(once))!.map(Number);
  assert.equal(await deliver(), 202);
  await demo.printed(
    new RegExp(`accepted ${accepted! + 1}: stored ${stored}, duplicates ${duplicates! + 1},`),
  );

  demo.kill("SIGINT");
  const { code, stdout } = await demo.ended;
  assert.equal(code, 130);
  assert.match(stdout, /The files stay in .* until the next run begins/);
});
