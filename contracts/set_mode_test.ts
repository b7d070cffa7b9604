import assert from "node:assert/strict";
import {
  type Contract,
  contract,
  type ContractError,
  type ContractOptions,
  integer,
  Registry,
} from "./mod.ts";

interface Account {
  deposit(amount: number): number;
  withdraw(amount: number): number;
}

const amount = integer({ min: 1 });

/** A contract over two methods, on a registry of its own unless another is given. */
function accountContract(options: ContractOptions = {}, id = "test.Account"): Contract<Account> {
  return contract<Account>(id, {
    ...options,
    members: {
      deposit: { params: [["amount", amount]], returns: integer() },
      withdraw: { params: [["amount", amount]], returns: integer() },
    },
  });
}

function accountClass(Account: Contract<Account>) {
  const Impl = class Impl {
    deposit(amount: number) {
      return amount;
    }
    withdraw(amount: number) {
      return -amount;
    }
  };
  const originals = { deposit: Impl.prototype.deposit, withdraw: Impl.prototype.withdraw };
  Account.implement(Impl, { name: Account.id });
  return { Impl, originals };
}

/** Collects what listeners hear. */
function listener() {
  const heard: ContractError[] = [];
  return { heard, onViolation: (error: ContractError) => void heard.push(error) };
}

/** Runs something while the console is listened to. */
function warnings(body: () => void): string[] {
  const { warn } = console;
  const lines: string[] = [];
  console.warn = (line: string) => void lines.push(line);
  try {
    body();
  } finally {
    console.warn = warn;
  }
  return lines;
}

Deno.test("setMode() puts the original functions back when it is off, and the checks when it is on", () => {
  const Account = accountContract();
  const { Impl, originals } = accountClass(Account);
  const account = new Impl();
  assert.notEqual(Impl.prototype.deposit, originals.deposit);
  {
    using _off = Account.setMode("off");
    assert.equal(Account.mode, "off");
    assert.ok(Object.is(Impl.prototype.deposit, originals.deposit));
    assert.equal(account.deposit(0.5), 0.5);
  }
  assert.equal(Account.mode, "enforce");
  assert.throws(() => account.deposit(0.5), { blame: "caller" });
});

Deno.test("setMode() checks a class from the first switch on when it was defined while off", () => {
  const Account = accountContract({ mode: "off" });
  const { Impl, originals } = accountClass(Account);
  assert.ok(Object.is(Impl.prototype.deposit, originals.deposit));
  Account.setMode("enforce");
  assert.throws(() => new Impl().deposit(0), { className: "Impl" });
});

Deno.test("setMode() reports to the listener and goes on when the mode is report", () => {
  const { heard, onViolation } = listener();
  const Account = accountContract({ mode: "report", onViolation });
  const { Impl } = accountClass(Account);
  assert.equal(new Impl().deposit(0.5), 0.5);
  assert.deepEqual(heard.map(({ blame }) => blame), ["caller", "implementation"]);
  assert.match(heard[0]!.message, /caller {4}set_mode_test\.ts/);
});

Deno.test("setMode() takes the mode of the member before contract and registry", () => {
  const registry = new Registry({ mode: "off" });
  const { heard, onViolation } = listener();
  const Account = accountContract({ registry, onViolation });
  const { Impl } = accountClass(Account);
  const account = new Impl();
  const modes = () => {
    heard.length = 0;
    return [() => account.deposit(0), () => account.withdraw(0)].map((call) => {
      try {
        call();
      } catch {
        return "enforce";
      }
      return heard.splice(0).length > 0 ? "report" : "off";
    });
  };
  assert.deepEqual(modes(), ["off", "off"]);
  registry.setMode("report");
  assert.deepEqual(modes(), ["report", "report"]);
  const contractMode = Account.setMode("enforce");
  assert.deepEqual(modes(), ["enforce", "enforce"]);
  const memberMode = Account.setMode("off", { member: "withdraw" });
  assert.deepEqual(modes(), ["enforce", "off"]);
  contractMode[Symbol.dispose]();
  assert.deepEqual(modes(), ["report", "off"]);
  memberMode[Symbol.dispose]();
  assert.deepEqual(modes(), ["report", "report"]);
  Account.setMode("off", { member: "deposit" });
  Account.setMode(undefined, { member: "deposit" });
  assert.deepEqual(modes(), ["report", "report"]);
});

Deno.test("Registry.setMode() changes all of its contracts and no other", () => {
  const registry = new Registry();
  const [one, two, other] = [{ registry }, { registry }, {}].map((options, index) => {
    return new (accountClass(accountContract(options, `test.${index}`)).Impl)();
  });
  using _off = registry.setMode("off");
  assert.equal(one!.deposit(0), 0);
  assert.equal(two!.deposit(0), 0);
  assert.throws(() => other!.deposit(0));
});

Deno.test("setMode() sets back once when its handle is disposed twice", () => {
  const Account = accountContract();
  const handle = Account.setMode("off");
  handle[Symbol.dispose]();
  Account.setMode("report");
  handle[Symbol.dispose]();
  assert.equal(Account.mode, "report");
});

Deno.test("setMode() of an extended contract counts for what extends it", () => {
  const Account = accountContract();
  const Savings = Account.extend<Account>("test.Savings", {});
  const { Impl } = accountClass(Savings);
  const account = new Impl();
  Account.setMode("off", { member: "deposit" });
  assert.equal(account.deposit(0), 0);
  assert.throws(() => account.withdraw(0));
  Savings.setMode("enforce", { member: "deposit" });
  assert.throws(() => account.deposit(0));
  Account.setMode("off");
  assert.throws(() => account.deposit(0));
  assert.equal(account.withdraw(0), -0);
});

Deno.test("Registry.setMode() counts for a contract whose parent is in another registry", () => {
  const registry = new Registry();
  const Account = accountContract();
  const Savings = Account.extend<Account>("test.Savings", { registry });
  const { Impl } = accountClass(Savings);
  const account = new Impl();
  using _off = registry.setMode("off");
  assert.equal(Savings.mode, "off");
  assert.equal(Account.mode, "enforce");
  assert.equal(account.deposit(0), 0);
});

Deno.test("onViolation() hears of a contract before its parent and the registry do", () => {
  const own = listener();
  const parents = listener();
  const registrys = listener();
  const registry = new Registry({ mode: "report", onViolation: registrys.onViolation });
  const Parent = accountContract({ registry, onViolation: parents.onViolation });
  const Silent = Parent.extend<Account>("test.Silent", {});
  const Own = Parent.extend<Account>("test.Own", { onViolation: own.onViolation });
  const Bare = accountContract({ registry }, "test.Bare");
  for (const Account of [Silent, Own, Bare]) new (accountClass(Account).Impl)().deposit(-1.5);
  const counts = [parents, own, registrys].map(({ heard }) => heard.map(({ blame }) => blame));
  assert.deepEqual(counts, Array(3).fill(["caller", "implementation"]));
});

Deno.test("onViolation() does not break the call when it throws", () => {
  const Account = accountContract({
    mode: "report",
    onViolation: () => {
      throw new Error("disk full");
    },
  });
  const { Impl } = accountClass(Account);
  const lines = warnings(() => assert.equal(new Impl().deposit(0), 0));
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /^ContractError: Cannot call Impl\.deposit\(amount\)/);
  assert.match(lines[0]!, /\nonViolation failed: Error: disk full$/);
});

Deno.test("setMode() warns on the console when nobody listens", () => {
  const Account = accountContract({ mode: "report" });
  const { Impl } = accountClass(Account);
  const lines = warnings(() => new Impl().deposit(0));
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /^ContractError: Cannot call Impl\.deposit\(amount\): 1 violation/);
});

Deno.test("setMode() refuses what is not a mode or a member", () => {
  const Account = accountContract();
  assert.throws(
    () => Account.setMode("on" as never),
    /"mode" must be "enforce", "report" or "off"/,
  );
  assert.throws(() => Account.setMode("off", { member: "deposti" as never }), {
    name: "TypeError",
    message: 'Cannot set the mode of contract "test.Account" as it has no member "deposti": ' +
      'use "deposit"',
  });
  assert.throws(() => Account.setMode("off", { members: "deposit" } as never), /use "member"/);
  assert.throws(() => new Registry().setMode("on" as never), /"mode" must be/);
  assert.equal(Account.mode, "enforce");
});
