import { Scope } from "@weir/std/scope";
import { close, open } from "../connection.ts";
import type { Group, Samples } from "../../../measure/group.ts";
import { collectGarbage } from "../../../measure/interleave.ts";

const COUNT = 1_000_000;

/** Opens a child that holds something and closes it. */
type Once = () => Promise<void>;

const forms: Readonly<Record<string, () => Once>> = {
  "ADS in ADS": () => {
    const parent = new AsyncDisposableStack();
    return async () => {
      const child = parent.use(new AsyncDisposableStack());
      child.adopt(await open(), close);
      await child.disposeAsync();
    };
  },
  "Scope in Scope": () => {
    const parent = new Scope("server");
    return async () => {
      const child = parent.child("request");
      child.adopt("connection", await open(), close);
      await child.close();
    };
  },
};

/** Bytes by which the heap has grown, after a first ten thousand that fill every history. */
async function growthOf(once: Once): Promise<number> {
  for (let i = 0; i < 10_000; i++) await once();
  collectGarbage("major");
  const before = Deno.memoryUsage().heapUsed;
  for (let i = 0; i < COUNT; i++) await once();
  collectGarbage("major");
  const growth = Deno.memoryUsage().heapUsed - before;
  // Once more, so that the parent lives until here.
  await once();
  return growth;
}

/** What is left of children that have closed, in a parent that lives on. */
export const group: Group = {
  title: "growth of the heap by 1,000,000 children, opened and closed under one parent",
  unit: "B",
  goals: [{ form: "Scope in Scope", below: 2 ** 20 }],
  async measure(): Promise<Samples> {
    const samples: Record<string, number[]> = {};
    for (const [name, start] of Object.entries(forms)) samples[name] = [await growthOf(start())];
    return samples;
  },
};
