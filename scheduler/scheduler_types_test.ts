import assert from "node:assert/strict";
import { createScheduler, inline, type TaskContext, type TaskHandle, taskModule } from "./mod.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

const module = {
  parse: (text: string, _ctx: TaskContext): Promise<number> => Promise.resolve(Number(text)),
  show: (input: { n: number; label: string }): string => `${input.label} ${input.n}`,
  version: "not a task",
};
const tasks = taskModule<typeof module>("memory:tasks");

Deno.test("Scheduler carries the types of inputs and results", async () => {
  const executor = inline({ modules: { "memory:tasks": module } });
  await using scheduler = await createScheduler({ executor, workers: 1 });

  const parsed = scheduler.submit(tasks.parse, "4");
  const isNumber: Same<typeof parsed, TaskHandle<number>> = true;
  assert.equal(await parsed.result, 4);

  const graph = scheduler.graph();
  const four = graph.add("four", tasks.parse, "4");
  const shown = graph.add("shown", tasks.show, [four], (n) => {
    const flows: Same<typeof n, number> = true;
    return { n, label: String(flows) };
  });
  const run = graph.submit();
  const text: string = await run.task(shown).result;
  assert.deepEqual([isNumber, text], [true, "true 4"]);

  const refused = () => {
    // @ts-expect-error TS2345: the input of parse is a string
    scheduler.submit(tasks.parse, 4);
    // @ts-expect-error TS2339: an export that is no function is no task
    scheduler.submit(tasks.version, undefined);
    // @ts-expect-error TS2769: a number alone is not the input of show
    graph.add("wrong", tasks.show, [four], (n) => n);
  };
  assert.equal(typeof refused, "function");
});
