import assert from "node:assert/strict";
import { readAll } from "../testdata/deliveries.ts";
import { tempFolder } from "../testdata/temp_folder.ts";
import { openSegmentLog } from "./segment_log.ts";

const program = new URL("../testdata/append_until_killed.ts", import.meta.url).href;

/** Lets a process append until it has printed `lines` numbers, kills it, and returns all it printed. */
async function appendAndKill(
  path: string,
  run: string,
  lines: number,
): Promise<Map<number, string>> {
  await using child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-read", "--allow-write", program, path, run],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  let count = 0;
  let killed = false;
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    count += chunk.split("\n").length - 1;
    if (count < lines || killed) continue;
    killed = true;
    child.kill("SIGKILL");
  }
  await child.status;
  const printed = new Map<number, string>();
  // A line without its end was cut off by the kill.
  for (const line of text.split("\n").slice(0, -1)) {
    const [seq = "", id = ""] = line.split(" ");
    printed.set(Number(seq), id);
  }
  return printed;
}

Deno.test("openSegmentLog() has every number that a killed process was told, round after round", async () => {
  await using folder = await tempFolder();
  const told = new Map<number, string>();
  for (let round = 0; round < 5; round++) {
    const lines = 1 + Math.floor(Math.random() * 400);
    const printed = await appendAndKill(folder.path, `r${round}`, lines);
    assert.ok(printed.size > 0);
    for (const [seq, id] of printed) {
      assert.ok(!told.has(seq), `${seq} was given twice`);
      told.set(seq, id);
    }
    await using inbox = await openSegmentLog(folder.path);
    const found = await readAll(inbox);
    assert.deepEqual(found.map(({ seq }) => seq), found.map((_, index) => index + 1));
    const ids = new Map(found.map(({ seq, id }) => [seq, id]));
    for (const [seq, id] of told) assert.equal(ids.get(seq), id, `${seq} is lost`);
    assert.ok(found.every(({ damaged }) => damaged === undefined));
  }
});
