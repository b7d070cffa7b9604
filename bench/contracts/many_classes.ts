import { array, contract, integer, number, object, string } from "@weir/std/contracts";
import type { Form, Samples } from "../measure/group.ts";
import { interleave } from "../measure/interleave.ts";
import { faultsOf, keep, ORDERS, type Store } from "./save.ts";

const COUNT = 64;

const Store = contract<Store>("bench.Store", {
  members: {
    save: {
      params: [
        ["order", object({ id: string(), amount: number({ min: 0 }), tags: array(string()) })],
        ["retries", integer()],
        ["by", string()],
      ],
      returns: string(),
    },
  },
});

const NO_CHECKS = "return order.tags[0];";

const BY_HAND = `
  if (
    typeof order !== "object" || order === null || typeof order.id !== "string" ||
    typeof order.amount !== "number" || !(order.amount >= 0) || !areTexts(order.tags)
  ) throw new TypeError("Cannot save the order as it is not one");
  if (!Number.isSafeInteger(retries)) {
    throw new TypeError("Cannot save the order as retries is not an integer");
  }
  if (typeof by !== "string") throw new TypeError("Cannot save the order as nobody did");
  const result = order.tags[0];
  if (typeof result !== "string") throw new TypeError("Cannot return what is not a text");
  return result;`;

const ARE_TEXTS = `
function areTexts(values) {
  if (!Array.isArray(values)) return false;
  for (let i = 0; i < values.length; i++) if (typeof values[i] !== "string") return false;
  return true;
}`;

/**
 * Classes with a method each, written out one by one: the engine shares what it learns between classes
 * that one function makes, as no two classes of a program do.
 */
async function writtenOut(name: string, body: string): Promise<(new () => Store)[]> {
  const one = (_: unknown, number: number) =>
    `  class ${name}${number} { save(order, retries, by) { ${body} } }`;
  const source = [
    ARE_TEXTS,
    "export const classes = [",
    Array.from({ length: COUNT }, one).join(",\n"),
    "];",
  ].join("\n");
  const { classes } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return classes;
}

/** Calls 64 classes in turn from one place, which cannot know which of them comes next. */
export async function measureManyClasses(): Promise<Samples> {
  const bare = (await writtenOut("Bare", NO_CHECKS)).map((Class) => new Class());
  const byHand = (await writtenOut("ByHand", BY_HAND)).map((Class) => new Class());
  const checked = (await writtenOut("Checked", NO_CHECKS)).map((Class) =>
    new (Store.implement(Class))()
  );
  for (const store of [...byHand, ...checked]) {
    const faults = faultsOf({ save: (...args: Parameters<Store["save"]>) => store.save(...args) });
    if (faults.length > 0) throw new Error(`Cannot measure what is wrong: ${faults.join(", ")}`);
  }
  const forms: readonly Form[] = [
    {
      name: "by hand",
      run(times) {
        for (let i = 0; i < times; i++) keep(byHand[i & 63]!.save(ORDERS[i & 15]!, i, "bench"));
        return Promise.resolve();
      },
    },
    {
      name: "no checks",
      run(times) {
        for (let i = 0; i < times; i++) keep(bare[i & 63]!.save(ORDERS[i & 15]!, i, "bench"));
        return Promise.resolve();
      },
    },
    {
      name: "contract",
      run(times) {
        for (let i = 0; i < times; i++) keep(checked[i & 63]!.save(ORDERS[i & 15]!, i, "bench"));
        return Promise.resolve();
      },
    },
  ];
  return await interleave(forms, { rounds: 12, sampleMs: 8, resources: 1, warmUpMs: 1_000 });
}
