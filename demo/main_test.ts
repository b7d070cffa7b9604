import assert from "node:assert/strict";
import { answeredFrom, assertNothingLost, demoFolder, startDemo } from "./testdata/demo_run.ts";

/** The README's excerpt, with every number left out: what it shows is what the demo prints. */
async function excerptOfReadme(): Promise<string[]> {
  const readme = await Deno.readTextFile(new URL("../README.md", import.meta.url));
  return wordsOf(/<!-- demo excerpt -->\s+```text\n([^`]+)```/.exec(readme)?.[1] ?? "");
}

function tableOf(stdout: string): string[] {
  return wordsOf(/does it all add up\?\s+( +sent[^]+?)\n\n +RSS/.exec(stdout)?.[1] ?? "");
}

function wordsOf(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/[\d,]+/g, "N").replace(/ +/g, " ").trim())
    .filter((line) => line !== "");
}

Deno.test("main() runs the whole job, adds everything up and ends by itself", async () => {
  await using folder = await demoFolder();
  const { code, stdout, stderr } = await folder.start(["--deliveries", "1500"]).ended;
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /All sums add up/);
  assert.match(stdout, /worker \d+ died in its task/);
  assert.match(stdout, /scaled from 1 worker to 2/);
  assert.match(stdout, /page \d+ is the last/);
  assert.match(stdout, /HTTP server +released/);
  await assertNothingLost(folder.path);
  assert.deepEqual(await excerptOfReadme(), tableOf(stdout));
});

for (const round of [1, 2, 3]) {
  Deno.test(`main() loses nothing when it is killed in the second burst, moment ${round} of 3`, async () => {
    await using folder = await demoFolder();
    const deliveries = 4_000;
    const answered = 1 + Math.floor(Math.random() * (deliveries / 2 - 300));
    const killed = folder.start(["--deliveries", String(deliveries)]);
    await answeredFrom(folder.path, deliveries / 2, answered);
    killed.kill("SIGKILL");
    assert.notEqual((await killed.ended).code, 0);

    const { code, stdout, stderr } = await folder.start().ended;
    assert.equal(code, 0, `killed after ${answered} answers\n${stdout}${stderr}`);
    assert.match(stdout, /Going on with the run of 4,000 deliveries/);
    assert.match(stdout, /All sums add up/);
    await assertNothingLost(folder.path);
  });
}

Deno.test("main() closes in order upon SIGINT, and the next start goes on", async () => {
  await using folder = await demoFolder();
  const interrupted = folder.start(["--deliveries", "4000"]);
  await answeredFrom(folder.path, 0, 800);
  interrupted.kill("SIGINT");
  const first = await interrupted.ended;
  assert.equal(first.code, 130, first.stdout + first.stderr);
  assert.match(first.stdout, /Stopped, and closed in order/);
  assert.match(first.stdout, /inbox \(segment log\) +released/);

  const { code, stdout, stderr } = await folder.start().ended;
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /Going on with/);
  await assertNothingLost(folder.path);
});

for (const program of ["sender.ts", "consumer.ts"]) {
  Deno.test(`main() says that ${program} was killed, and the next start goes on`, async () => {
    await using folder = await demoFolder();
    const broken = folder.start(["--deliveries", "4000"]);
    await answeredFrom(folder.path, 0, 600);
    await broken.killChild(program, "SIGKILL");
    const first = await broken.ended;
    assert.equal(first.code, 1, first.stdout + first.stderr);
    assert.match(first.stderr, /start again to go on/);

    const { code, stdout, stderr } = await folder.start().ended;
    assert.equal(code, 0, stdout + stderr);
    await assertNothingLost(folder.path);
  });
}

Deno.test("main() stops in order when its whole process group is told to", async () => {
  await using folder = await demoFolder();
  const stopped = folder.start(["--deliveries", "4000"]);
  await answeredFrom(folder.path, 0, 600);
  await stopped.killChild("sender.ts", "SIGTERM");
  await stopped.killChild("consumer.ts", "SIGTERM");
  stopped.kill("SIGTERM");
  assert.equal((await stopped.ended).code, 143);
  const { code, stdout, stderr } = await folder.start().ended;
  assert.equal(code, 0, stdout + stderr);
  await assertNothingLost(folder.path);
});

Deno.test("main() refuses an option that does not exist and says which do", async () => {
  const { code, stderr } = await startDemo(["--deliverys", "5"]).ended;
  assert.equal(code, 2);
  assert.match(stderr, /--deliverys/);
  assert.match(stderr, /Usage: deno task demo/);
});

Deno.test("main() leaves a folder alone that is not its own", async () => {
  for (const files of [{ "precious.txt": "" }, { "run.json": '{"finished":true}', "inbox": "" }]) {
    await using folder = await demoFolder();
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder.path}/${name}`, text);
    }
    const { code, stderr } = await folder.start(["--fresh"]).ended;
    assert.equal(code, 2);
    assert.match(stderr, /^Cannot use .* name an empty folder with --state/);
    for (const name of Object.keys(files)) await Deno.stat(`${folder.path}/${name}`);
  }
});

Deno.test("main() refuses a folder that another demo is using", async () => {
  await using folder = await demoFolder();
  const first = folder.start(["--deliveries", "50", "--serve"]);
  await first.printed(/Ctrl-C ends it/);
  const { code, stderr } = await folder.start(["--fresh"]).ended;
  assert.equal(code, 2);
  assert.match(stderr, /another demo is using it/);
  first.kill("SIGTERM");
  assert.equal((await first.ended).code, 143);
});

Deno.test("main() says in one line that a port is in use", async () => {
  await using folder = await demoFolder();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { code, stderr } = await folder.start(["--port", String(listener.addr.port)]).ended;
  assert.equal(code, 2);
  assert.equal(stderr.trim(), "Cannot listen as the port is in use: name another one with --port");
});
