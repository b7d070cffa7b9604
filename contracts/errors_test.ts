import assert from "node:assert/strict";
import type { ContractError } from "./errors.ts";
import { storeContract, thrown } from "./testdata/store_contract.ts";

Deno.test("ContractError lists every bad argument with caller, method and contract", () => {
  const Store = storeContract();
  class Memory {
    static {
      Store.implement(this);
    }
    save(order: { id: string }) {
      return order.id;
    }
    close() {}
  }
  const store = new Memory() as { save(...args: unknown[]): string };
  const error = thrown(() => store.save({ id: 7, tags: ["a", 3] }, -1));
  const lines = error.message.split("\n");
  assert.deepEqual(lines.slice(0, 7), [
    'Cannot call Memory.save(order, retries): 3 violations of contract "test.Store@1.2.0"',
    "  1. order.id       expected string, received 7 (number)",
    "       hint: convert it: String(order.id)",
    "  2. order.tags[1]  expected string, received 3 (number)",
    "       hint: convert it: String(order.tags[1])",
    "  3. retries        expected integer >= 0 or undefined, received -1 (number)",
    "       hint: pass at least 0",
  ]);
  assert.match(lines[7]!, /^ {2}caller {4}errors_test\.ts:\d+:\d+$/);
  assert.match(lines[8]!, /^ {2}method {4}Memory\.save at errors_test\.ts:\d+:\d+$/);
  assert.match(error.stack!, /^ContractError: Cannot call/);
  assert.match(error.stack!.slice(error.message.length).split("\n")[1]!, /errors_test\.ts/);
  assert.ok(error instanceof TypeError);
  assert.equal(error.blame, "caller");
  assert.deepEqual(JSON.parse(JSON.stringify(error)).violations[1].path, ["order", "tags", 1]);
});

Deno.test("ContractError shortens a huge payload and lists at most twenty problems", () => {
  const Store = storeContract();
  class Memory {
    static {
      Store.implement(this);
    }
    save() {
      return "a";
    }
    close() {}
  }
  const store = new Memory() as { save(...args: unknown[]): string };
  const huge = { id: Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i}`, i])) };
  const error = thrown(() => store.save({ ...huge, tags: Array.from({ length: 1000 }, () => 1) }));
  assert.equal(error.violations.length, 100);
  assert.equal(error.violations[99]?.more, 901);
  assert.ok(error.message.length < 2000);
  assert.match(error.message, /^Cannot call Memory.save\(.*\): 1001 violations of/);
  const rest = "  ... and 80 more in error.violations, 901 are only counted";
  assert.ok(error.message.includes(`\n${rest}\n`), error.message);
});

Deno.test("ContractError names the same place whether its stack or its message is read first", () => {
  const Store = storeContract();
  class Memory {
    static {
      Store.implement(this);
    }
    save(order: { id: string }) {
      return order.id;
    }
    close() {}
  }
  const store = new Memory() as { save(...args: unknown[]): string };
  const readers = [
    (error: Error) => error.message && error.stack!,
    (error: Error) => error.stack! && error.message && error.stack!,
  ];
  const [one, two] = readers.map((read) => {
    try {
      return store.save(7);
    } catch (error) {
      return read(error as Error);
    }
  });
  const frame = /\n {4}at .*?(errors_test\.ts:\d+:\d+)/.exec(one!)![1]!;
  assert.ok(one!.includes(`caller    ${frame}\n`), one!);
  assert.equal(two, one);
});

Deno.test("ContractError.message can be changed, and is cloned once it has been read", () => {
  const Store = storeContract();
  const error = thrown(() => Store.assert(5));
  const { message } = error;
  assert.equal(structuredClone(error).message, message);
  assert.deepEqual(Object.keys(error), ["name"]);
  error.message = `In the shop: ${message}`;
  assert.equal(error.message, `In the shop: ${message}`);
});

Deno.test("ContractError tells what was received, whatever becomes of it before it is read", () => {
  const Store = storeContract();
  class Memory {
    static {
      Store.implement(this);
    }
    save(order: { id: string }) {
      return order.id;
    }
    close() {}
  }
  const store = new Memory() as { save(...args: unknown[]): string };
  const tag: { text: string } = { text: "a" };
  const order: Record<string, unknown> = { ide: "a", tags: [tag, 3] };
  const [late, soon] = [0, 1].map(() => {
    try {
      return assert.fail(store.save(order));
    } catch (error) {
      return error as ContractError;
    }
  });
  const expected = soon!.violations;
  assert.deepEqual(expected.map(({ received, hint }) => [received, hint]), [
    ["undefined", 'rename "ide" to "id"'],
    ['{ text: "a" } (object)', undefined],
    ["3 (number)", "convert it: String(order.tags[1])"],
  ]);
  tag.text = "changed";
  order.id = order.ide;
  delete order.ide;
  order.tags = "changed";
  assert.deepEqual(late!.violations, expected);
  assert.equal(late!.violations.every((one) => Object.isFrozen(one)), true);
});
