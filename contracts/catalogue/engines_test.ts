import assert from "node:assert/strict";

const program = (before: string) => `
  ${before}
  const { contract, ContractError, string } = await import(${
  JSON.stringify(new URL("../mod.ts", import.meta.url).href)
});
  const Job = contract("app.Job", { version: "1.0.0", members: { run: { params: [["id", string()]] } } });
  class Report {
    static { Job.implement(this); }
    run() {}
  }
  try {
    new Report().run(7);
  } catch (error) {
    const { message, sites, stack, blame } = error;
    console.log(JSON.stringify({ message, sites, blame, isError: error instanceof ContractError,
      isText: typeof stack === "string" }));
  }`;

/** What a program prints that breaks a contract after it has changed the engine. */
async function broken(before: string): Promise<Record<string, unknown> & { message: string }> {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/job.mjs`;
  await Deno.writeTextFile(file, program(before));
  const command = new Deno.Command(Deno.execPath(), { args: ["run", "--no-check", "-A", file] });
  const { stdout, stderr, success } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "weir_contracts_" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

const MESSAGE = 'Cannot call Report.run(id): 1 violation of contract "app.Job@1.0.0"\n' +
  "  1. id  expected string, received 7 (number)\n" +
  "       hint: convert it: String(id)";

Deno.test("ContractError goes without places when the engine cannot tell them", async () => {
  for (const before of ["delete Error.captureStackTrace;", "Error.stackTraceLimit = 0;"]) {
    const error = await broken(before);
    assert.equal(error.message, MESSAGE, before);
    assert.ok(error.isError && error.isText && error.blame === "caller", before);
    assert.deepEqual(error.sites, {}, before);
  }
});

Deno.test("ContractError has its places when the engine takes one step of a stack", async () => {
  const { message } = await broken("Error.stackTraceLimit = 1;");
  assert.match(message, /\n {2}caller {4}job\.mjs:10:18\n {2}method .* job\.mjs:6:18\n/);
});

Deno.test("ContractError is told by its name when it comes from another copy", async () => {
  const { ContractError: Other } = await import(`${import.meta.resolve("../errors.ts")}?copy`);
  const { ContractError } = await import("../errors.ts");
  const report = {
    action: "call it",
    contracts: [{ label: "app.Job@1.0.0", site: undefined }],
    className: "Report",
    blame: "caller",
    violations: [{ kind: "value", member: "", path: ["id"], expected: "string", received: "7" }],
    sites: {},
  };
  const error = new Other(report);
  assert.ok(error instanceof TypeError && !(error instanceof ContractError));
  assert.equal(error.name, "ContractError");
  assert.equal(JSON.parse(JSON.stringify(error)).contract, "app.Job@1.0.0");
});
