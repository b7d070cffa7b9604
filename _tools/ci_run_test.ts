import assert from "node:assert/strict";
import { join } from "node:path";
import { repository, temporaryRepository } from "./source_files.ts";

/** A `deno` whose tasks do what the test says. */
function fakeDeno(tasks: { static?: string; test?: string; version?: string }): string {
  return `#!/usr/bin/env bash
case "$*" in
  --version) ${tasks.version ?? "echo deno 0"} ;;
  *static*) ${tasks.static ?? "echo checked"} ;;
  *test*) ${tasks.test ?? "echo 3 passed, 0 failed"} ;;
esac
`;
}

/** Runs `.ci/run` with nothing in the path but what it needs, and these programs. */
async function run(programs: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const script = await Deno.readTextFile(join(repository, ".ci/run"));
  const files = Object.entries(programs).map(([name, text]) => [`bin/${name}`, text]);
  await using folder = await temporaryRepository({
    ".ci/run": script,
    "bin/.keep": "",
    ...Object.fromEntries(files),
  });
  const bin = join(folder.root, "bin");
  for (const name of Object.keys(programs)) await Deno.chmod(join(bin, name), 0o755);
  for (const name of ["bash", "dirname", "env", "id", "mktemp", "rm", "tail", "tee"]) {
    await Deno.symlink(await findProgram(name), join(bin, name));
  }
  const { code, stdout } = await new Deno.Command(join(bin, "bash"), {
    args: [join(folder.root, ".ci/run")],
    clearEnv: true,
    env: { PATH: bin, DATABASE_URL: "none:", AMQP_URL: "none:" },
  }).output();
  return { code, lines: new TextDecoder().decode(stdout).trimEnd().split("\n") };
}

async function findProgram(name: string): Promise<string> {
  for (const folder of Deno.env.get("PATH")!.split(":")) {
    const path = join(folder, name);
    if (await Deno.stat(path).then((info) => info.isFile, () => false)) return path;
  }
  throw new Error(`${name} is not installed`);
}

/** Asserts how a run ends, and that it has one closing line alone. */
async function assertEnd(
  programs: Record<string, string>,
  expected: { passes: boolean; last: string; says?: RegExp },
): Promise<void> {
  const { code, lines } = await run(programs);
  assert.equal(lines.at(-1), expected.last, lines.join("\n"));
  assert.equal(code === 0, expected.passes);
  assert.equal(lines.filter((line) => /^\d+ passed, \d+ failed$/.test(line)).length, 1);
  if (expected.says !== undefined) assert.match(lines.join("\n"), expected.says);
}

const LOST = "0 passed, 1 failed";

Deno.test("ci/run ends with the counts of the test command, whether tests fail or not", async () => {
  await assertEnd({ deno: fakeDeno({}) }, { passes: true, last: "3 passed, 0 failed" });
  const test = "echo; echo 2 passed, 1 failed; exit 1";
  await assertEnd({ deno: fakeDeno({ test }) }, { passes: false, last: "2 passed, 1 failed" });
});

Deno.test("ci/run fails with a closing line when there is neither deno nor npm", async () => {
  await assertEnd({}, { passes: false, last: LOST, says: /neither deno nor npm/ });
});

Deno.test("ci/run fails with a closing line when deno cannot be installed or run", async () => {
  const broken = "#!/usr/bin/env bash\nexit 127\n";
  await assertEnd({ npm: broken }, { passes: false, last: LOST });
  await assertEnd({ npm: broken, npx: broken }, { passes: false, last: LOST });
  const deno = fakeDeno({ version: "exit 1" });
  await assertEnd({ deno }, { passes: false, last: LOST, says: /deno does not run/ });
});

Deno.test("ci/run fails with a closing line when a static check fails, and runs no test", async () => {
  const deno = fakeDeno({ static: "exit 1", test: "echo tested" });
  await assertEnd({ deno }, { passes: false, last: LOST, says: /static checks have failed/ });
  assert.ok(!(await run({ deno })).lines.includes("tested"));
});

Deno.test("ci/run fails when the counts and the exit code of the tests disagree", async () => {
  for (const test of ["echo 3 passed, 0 failed; exit 1", "echo 2 passed, 1 failed"]) {
    const { code, lines } = await run({ deno: fakeDeno({ test }) });
    assert.deepEqual([code, lines.at(-1)], [1, LOST]);
  }
});

Deno.test("ci/run fails with a closing line when the test command writes none", async () => {
  for (
    const test of ["echo no closing line; exit 1", "echo no closing line", "exit 0", "kill $$"]
  ) {
    await assertEnd({ deno: fakeDeno({ test }) }, { passes: false, last: LOST });
  }
});
