import assert from "node:assert/strict";
import { answeredFrom, demoFolder } from "./testdata/demo_run.ts";
import { chooseBackends, resetBackends } from "./backends.ts";

const databaseUrl = Deno.env.get("DATABASE_URL");
const amqpUrl = Deno.env.get("AMQP_URL");

Deno.test({
  name: "main() loses nothing on PostgreSQL and RabbitMQ when it is killed",
  ignore: databaseUrl === undefined || amqpUrl === undefined,
  async fn() {
    await using folder = await demoFolder();
    const env = { DATABASE_URL: databaseUrl!, AMQP_URL: amqpUrl! };
    const killed = folder.start(["--deliveries", "3000"], env);
    await answeredFrom(folder.path, 1_500, 200);
    killed.kill("SIGKILL");
    await killed.ended;

    const { code, stdout, stderr } = await folder.start([], env).ended;
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /a database \(postgres\) and a message queue \(amqp\)/);
    assert.match(stdout, /All sums add up/);
    const { seed } = JSON.parse(await Deno.readTextFile(`${folder.path}/run.json`));
    const { store, queue } = chooseBackends(folder.path, seed, env);
    await resetBackends(store, queue);
  },
});
