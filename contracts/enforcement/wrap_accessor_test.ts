import assert from "node:assert/strict";
import { contract, type ContractError, number, Registry } from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";

interface Account {
  limit: number;
}

function accountContract(onViolation?: (error: ContractError) => void) {
  return contract<Account>("test.Account", {
    registry: new Registry({ onDuplicate: "replace" }),
    members: { limit: { attribute: number({ min: 0 }) } },
    ...(onViolation && { onViolation }),
  });
}

function accountClass(implement: (constructor: new () => Account) => void): new () => Account {
  return class Wallet implements Account {
    static {
      implement(this);
    }
    held = 0;
    get limit() {
      return this.held;
    }
    set limit(limit: number) {
      this.held = limit;
    }
  };
}

const accessorOf = (Class: new () => Account) =>
  Object.getOwnPropertyDescriptor(Class.prototype, "limit")!;

Deno.test("wrapAccessor() checks reads and writes alike before and after code is generated", () => {
  const Account = accountContract();
  const Wallet = accountClass((one) => Account.implement(one));
  const first = accessorOf(Wallet);
  const wallet = new Wallet() as Account & { held: unknown };
  for (let round = 0; round < 120; round++) {
    wallet.limit = round;
    assert.equal(wallet.limit, round);
    const write = thrown(() => wallet.limit = -1);
    assert.equal(write.blame, "caller");
    assert.match(write.message, /^Cannot write Wallet\.limit: /);
    assert.match(write.message, /caller {4}wrap_accessor_test\.ts/);
    wallet.held = "much";
    const read = thrown(() => wallet.limit);
    assert.equal(read.blame, "implementation");
    assert.match(read.message, /^Cannot read Wallet\.limit: /);
  }
  const last = accessorOf(Wallet);
  assert.notEqual(last.set, first.set);
  assert.notEqual(last.get, first.get);
  const looks = ({ get, set }: PropertyDescriptor) => [get!.name, set!.name, set!.length];
  assert.deepEqual(looks(first), ["get limit", "set limit", 1]);
  assert.deepEqual(looks(last), looks(first));
  assert.throws(() => first.set!.call(wallet, -1), { name: "ContractError" });
});

Deno.test("wrapAccessor() goes on after a report, and puts the originals back when off", () => {
  const errors: ContractError[] = [];
  const Account = accountContract((error) => errors.push(error));
  let original: PropertyDescriptor | undefined;
  const Wallet = accountClass((one) => {
    original = accessorOf(one);
    Account.implement(one);
  });
  const wallet = new Wallet();
  for (let round = 0; round < 120; round++) wallet.limit = round;
  {
    using _mode = Account.setMode("report");
    wallet.limit = -1;
    assert.equal(wallet.limit, -1);
    assert.deepEqual(errors.map(({ blame }) => blame), ["caller", "implementation"]);
  }
  using _mode = Account.setMode("off");
  assert.equal(accessorOf(Wallet).set, original!.set);
  assert.equal(accessorOf(Wallet).get, original!.get);
});

Deno.test("wrapAccessor() leaves a spy alone when code would take its place", () => {
  const Account = accountContract();
  const Wallet = accountClass((one) => Account.implement(one));
  const before = accessorOf(Wallet);
  let writes = 0;
  const spy = function (this: Account, value: number) {
    writes++;
    before.set!.call(this, value);
  };
  Object.defineProperty(Wallet.prototype, "limit", { ...before, set: spy });
  const wallet = new Wallet();
  for (let round = 0; round < 120; round++) wallet.limit = round;
  assert.equal(writes, 120);
  assert.equal(accessorOf(Wallet).set, spy);
  assert.throws(() => wallet.limit = -1, { name: "ContractError" });
});
