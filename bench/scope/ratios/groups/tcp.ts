import { Scope } from "@weir/std/scope";
import type { Form, Group } from "../../../measure/group.ts";
import { interleave } from "../../../measure/interleave.ts";

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const address = { hostname: "127.0.0.1", port: listener.addr.port };

/** Closes what was accepted when the other side has. */
async function serve(): Promise<void> {
  for await (const connection of listener) {
    connection.read(new Uint8Array(1)).catch(() => {}).finally(() => connection.close());
  }
}

const forms: readonly Form[] = [
  {
    name: "try/finally",
    async run(times) {
      for (let i = 0; i < times; i++) {
        const connection = await Deno.connect(address);
        try {
          // Nothing: the rest is what costs.
        } finally {
          connection.close();
        }
      }
    },
  },
  {
    name: "ADS use",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using stack = new AsyncDisposableStack();
        stack.use(await Deno.connect(address));
      }
    },
  },
  {
    name: "Scope use",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await using scope = new Scope("job");
        scope.use(await Deno.connect(address));
      }
    },
  },
];

/** The least that a real resource costs. */
export const group: Group = {
  title: "a TCP connection over loopback, opened and closed",
  unit: "ns",
  goals: [{ form: "Scope use", rival: "ADS use", atMost: 1.05 }],
  async measure() {
    const serving = serve();
    const samples = await interleave(forms, { rounds: 100, sampleMs: 5, resources: 1 });
    listener.close();
    await serving;
    return samples;
  },
};
