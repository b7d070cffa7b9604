import assert from "node:assert/strict";
import fc from "fast-check";
import {
  array,
  type Contract,
  contract,
  type ContractError,
  integer,
  object,
  optional,
  record,
  string,
  unknown,
} from "./mod.ts";
import { thrown } from "./testdata/store_contract.ts";

interface Order {
  id: string;
  lines: { sku: string; count: number; tags: string[] }[];
  extra: Record<string, number>;
}

interface Desk {
  take(order: Order, retries: number, note?: string): unknown;
}

const Desk: Contract<Desk> = contract<Desk>("test.Desk", {
  members: {
    take: {
      params: [
        [
          "order",
          object({
            id: string(),
            lines: array(object({ sku: string(), count: integer(), tags: array(string()) })),
            extra: record(integer()),
          }),
        ],
        ["retries", integer()],
        ["note", optional(string())],
      ],
      returns: unknown(),
    },
  },
});

class Clerk {
  static {
    Desk.implement(this);
  }
  take(order: Order) {
    return order;
  }
}

/** An order with some values, each good or bad, and the paths of the bad ones. */
function seeded(faults: readonly boolean[]) {
  const paths: string[] = [];
  const next = faults[Symbol.iterator]();
  const pick = <T>(good: T, bad: unknown, path: string): T => {
    if (!next.next().value) return good;
    paths.push(path);
    return bad as T;
  };
  const id = pick("a", 7, "order.id");
  const lines = Array.from({ length: 12 }, (_, at) => ({
    sku: pick("s", null, `order.lines[${at}].sku`),
    count: pick(1, 0.5, `order.lines[${at}].count`),
    tags: Array.from({ length: 6 }, (_, tag) => {
      return pick("t", tag, `order.lines[${at}].tags[${tag}]`);
    }),
  }));
  const extra = { "a-b": pick(1, "x", 'order.extra["a-b"]'), c: pick(1, [], "order.extra.c") };
  const retries = pick(0, "x", "retries");
  const note = pick("n", 5, "note");
  return { args: [{ id, lines, extra }, retries, note] as const, paths };
}

/** The rows of a message, as number and path. */
function listed({ message }: ContractError): [number: number, path: string][] {
  return [...message.matchAll(/^ +(\d+)\. (\S+) +expected/gm)].map(([, number, path]) => {
    return [Number(number), path!];
  });
}

function isComplete(faults: readonly boolean[]): void {
  const { args, paths } = seeded(faults);
  if (paths.length === 0) {
    assert.equal(new Clerk().take(...args as unknown as Parameters<Clerk["take"]>), args[0]);
    return;
  }
  const error = thrown(() => Reflect.apply(Clerk.prototype.take, new Clerk(), args));
  const plural = paths.length === 1 ? "1 violation" : `${paths.length} violations`;
  assert.ok(error.message.startsWith(`Cannot call Clerk.take(order, retries, note): ${plural} of`));
  assert.equal(error.violations.length, paths.length);
  assert.deepEqual(listed(error), paths.slice(0, 20).map((path, index) => [index + 1, path]));
  const rest = /\.\.\. and (\d+) more in error\.violations$/m.exec(error.message);
  assert.equal(Number(rest?.[1] ?? 0), Math.max(0, paths.length - 20));
}

Deno.test("contract() tells of exactly the problems when there are one to ten in a call", () => {
  const places = fc.uniqueArray(fc.nat(98), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(places, (chosen) => {
      isComplete(Array.from({ length: 99 }, (_, at) => chosen.includes(at)));
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("contract() tells of exactly the problems when there are up to a hundred in a call", () => {
  const faults = fc.array(fc.boolean(), { minLength: 99, maxLength: 101 });
  fc.assert(fc.property(faults, isComplete), { seed: 2, numRuns: 100 });
  isComplete(Array(101).fill(true));
});

Deno.test("contract() tells of the problems of a result and of an item in the same way", () => {
  const tags = array(string());
  interface Lists {
    all(count: number): unknown;
    each(count: number): Generator<unknown>;
  }
  const Lists = contract<Lists>("test.Lists", {
    members: {
      all: { params: [["count", integer()]], returns: tags },
      each: { kind: "generator", params: [["count", integer()]], yields: tags },
    },
  });
  class Impl {
    static {
      Lists.implement(this);
    }
    all(count: number) {
      return Array(count).fill(5);
    }
    *each(count: number) {
      yield Array(count).fill(5);
    }
  }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (count) => {
      const results = thrown(() => new Impl().all(count)).violations;
      const items = thrown(() => [...new Impl().each(count)]).violations;
      assert.deepEqual([results.length, items.length], [count, count]);
      assert.deepEqual(results.at(-1)!.path, ["result", count - 1]);
      assert.deepEqual(items.at(-1)!.path, ["item", count - 1]);
    }),
    { seed: 3, numRuns: 30 },
  );
});
