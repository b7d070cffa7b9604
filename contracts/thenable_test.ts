import assert from "node:assert/strict";
import { contract, string, unknown } from "./mod.ts";

Deno.test("implement() waits for what is no promise but can be awaited", async () => {
  interface Job {
    run(answer: unknown): Promise<string>;
  }
  const Job = contract<Job>("test.Job", {
    members: { run: { kind: "async", params: [["answer", unknown()]], returns: string() } },
  });
  class Thenable {
    static {
      Job.implement(this as never);
    }
    run(answer: unknown) {
      return { then: (resolve: (value: unknown) => void) => resolve(answer) };
    }
  }
  const job = new Thenable() as unknown as Job;
  assert.equal(await job.run("done"), "done");
  await assert.rejects(job.run(7), { name: "ContractError", blame: "implementation" });
});
