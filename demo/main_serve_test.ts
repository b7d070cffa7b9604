import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { secret } from "./service.ts";
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

Deno.test("main() goes on with a run that was killed while it served", async () => {
  await using folder = await demoFolder();
  const killed = folder.start(["--deliveries", "100", "--serve"]);
  const [, url] = /curl -i (\S+)/.exec(await killed.printed(/curl \S+\/stats/))!;
  const body = '{"action":"started","repository":{"full_name":"you/yours"}}';
  const headers = { "x-github-event": "watch", "x-github-delivery": "by-hand" };
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const response = await fetch(url!, {
    method: "POST",
    headers: { ...headers, "x-hub-signature-256": `sha256=${signature}` },
    body,
  });
  assert.equal(response.status, 202);
  await response.body?.cancel();
  killed.kill("SIGKILL");
  await killed.ended;

  const { code, stdout, stderr } = await folder.start().ended;
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /Going on with/);
  using database = new DatabaseSync(`${folder.path}/consumer.db`, { readOnly: true });
  const consumed = database.prepare("select id from consumed where id = ?").get("by-hand");
  assert.equal(consumed?.id, "by-hand");
});
