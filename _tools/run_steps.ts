/**
 * Runs tasks of `deno.json` two at a time and prints one line each; the output of a task is shown
 * only when it fails, and a failure does not keep the others from running.
 *
 * @module
 */
import { repository } from "./source_files.ts";

/** Runs one task; resolves to its exit code and its output. */
export type RunTask = (task: string) => Promise<{ code: number; output: string }>;

/** Runs the tasks and returns the names of those that failed. */
export async function runSteps(
  tasks: readonly string[],
  run: RunTask,
  print: (line: string) => void,
): Promise<string[]> {
  const failed: string[] = [];
  const waiting = [...tasks];
  async function work(): Promise<void> {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const startMs = performance.now();
      const { code, output } = await run(task);
      const seconds = ((performance.now() - startMs) / 1_000).toFixed(1);
      if (code === 0) {
        print(`ok      ${task} (${seconds} s)`);
        continue;
      }
      failed.push(task);
      print(`${output.trimEnd()}\nFAILED  ${task} (${seconds} s): deno task ${task}`);
    }
  }
  await Promise.all([work(), work()]);
  return failed;
}

async function runTask(task: string): Promise<{ code: number; output: string }> {
  const result = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", task],
    cwd: repository,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return {
    code: result.code,
    output: decoder.decode(result.stdout) + decoder.decode(result.stderr),
  };
}

if (import.meta.main) {
  const failed = await runSteps(Deno.args, runTask, (line) => console.log(line));
  if (failed.length > 0) {
    console.error(`failed: ${failed.join(", ")}`);
    Deno.exitCode = 1;
  }
}
