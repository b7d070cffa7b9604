import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { DeliveryPlan } from "../delivery_plan.ts";
import { Ledger, outcomes } from "../ledger.ts";

/** A state folder for one test; the servers of the environment are not used unless asked for. */
export interface DemoFolder extends AsyncDisposable {
  /** The folder. */
  readonly path: string;
  /** Starts the demo in it. */
  start(args?: readonly string[], env?: Record<string, string>): DemoProcess;
}

/** The demo in a process of its own. */
export interface DemoProcess {
  /** Sends it a signal. */
  kill(signal: Deno.Signal): void;
  /** Sends a signal to the process of one of its programs, such as `sender.ts`. */
  killChild(program: string, signal: Deno.Signal): Promise<void>;
  /** Resolves with what it has printed as soon as that matches; rejects when it ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** How it ended, and what it had printed. */
  readonly ended: Promise<{ code: number; stdout: string; stderr: string }>;
}

/** Makes a state folder. */
export async function demoFolder(): Promise<DemoFolder> {
  const path = await Deno.makeTempDir({ prefix: "weir_demo_" });
  return {
    path,
    start: (args = [], env = {}) => startDemo([...args, "--state", path], env),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** Starts the demo. */
export function startDemo(args: readonly string[], env: Record<string, string> = {}): DemoProcess {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL("../main.ts", import.meta.url).href, ...args],
    env: { DATABASE_URL: "", AMQP_URL: "", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let stdout = "";
  let changed = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const chunk of process.stdout.pipeThrough(new TextDecoderStream())) {
      stdout += chunk;
      changed.resolve();
      changed = Promise.withResolvers();
    }
  })();
  const ended = Promise.all([process.status, process.stderr.text(), reading])
    .then(([{ code }, stderr]) => ({ code, stdout, stderr }));
  return {
    kill: (signal) => process.kill(signal),
    async killChild(program, signal) {
      const args = ["-P", String(process.pid), "-f", program];
      const { stdout } = await new Deno.Command("pgrep", { args }).output();
      Deno.kill(Number(new TextDecoder().decode(stdout)), signal);
    },
    async printed(pattern) {
      while (!pattern.test(stdout)) {
        await Promise.race([changed.promise, ended.then(() => assert.match(stdout, pattern))]);
      }
      return stdout;
    },
    ended,
  };
}

/** Resolves when the sender's books hold `answered` answers from the place `from` on. */
export async function answeredFrom(path: string, from: number, answered: number): Promise<void> {
  for (;;) {
    const bytes = await Deno.readFile(`${path}/sender.ledger`).catch(() => new Uint8Array());
    let count = 0;
    for (let at = 2 * from; at < bytes.length; at += 2) {
      const outcome = outcomes[bytes[at]!];
      if (outcome !== "open" && outcome !== "sending") count++;
    }
    if (count >= answered) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/**
 * Compares, delivery by delivery, what the sender knows with what stands in the embedded database
 * and what the consumer has: every event that was sent, once, and nothing else.
 */
export async function assertNothingLost(path: string): Promise<void> {
  const { seed, deliveries } = JSON.parse(await Deno.readTextFile(`${path}/run.json`));
  const plan = new DeliveryPlan(seed);
  using ledger = new Ledger(`${path}/sender.ledger`, deliveries);
  const sent = new Set<string>();
  for (let index = 0; index < deliveries; index++) {
    const { kind, id } = plan.at(index);
    if (kind !== "event") continue;
    assert.equal(ledger.outcomeAt(index), "accepted");
    sent.add(id);
  }
  assert.deepEqual(idsIn(`${path}/store.db`, "events"), sent);
  assert.deepEqual(idsIn(`${path}/consumer.db`, "consumed"), sent);
}

function idsIn(path: string, table: string): Set<string> {
  using database = new DatabaseSync(path, { readOnly: true });
  return new Set(database.prepare(`select id from ${table}`).all().map(({ id }) => String(id)));
}
