import assert from "node:assert/strict";
import { contract, ContractError, type ContractOptions, integer, type Invariants } from "./mod.ts";

interface Account {
  balance: number;
  add(amount: number): number;
  addLater(amount: number): Promise<number>;
  parts(): Generator<number>;
  partsLater(): AsyncGenerator<number>;
  total(): number;
}

const RULE = "the balance is not negative";

function accountContract(
  invariants: Invariants<Account> = { [RULE]: ({ balance }) => balance >= 0 },
  options: ContractOptions = {},
) {
  const params = [["amount", integer()]] as const;
  return contract<Account>("test.Account", {
    ...options,
    invariants,
    members: {
      balance: { attribute: integer() },
      add: { params },
      addLater: { kind: "async", params },
      parts: { kind: "generator", params: [] },
      partsLater: { kind: "asyncGenerator", params: [] },
      total: { params: [] },
    },
  });
}

class Purse implements Account {
  balance = 1;
  add(amount: number) {
    return this.balance += amount;
  }
  async addLater(amount: number) {
    this.balance -= 100;
    await Promise.resolve();
    this.balance += 100;
    return this.add(amount);
  }
  *parts() {
    yield this.balance;
    this.balance = -1;
    yield this.balance;
  }
  async *partsLater() {
    yield await Promise.resolve(this.balance);
    this.balance = -1;
    yield this.balance;
  }
  total(): number {
    return this.add(0);
  }
}

function purse(Account: ReturnType<typeof accountContract> = accountContract()): Purse {
  return new (Account.implement(class Own extends Purse {}))();
}

Deno.test("contract() looks at invariants after a call and before the next", () => {
  const own = purse();
  assert.equal(own.add(1), 2);
  assert.throws(() => own.add(-5), (error: unknown) => {
    assert.ok(error instanceof ContractError);
    assert.match(error.message, /^Cannot end Own\.add: 1 violation of contract "test\.Account"/);
    assert.equal(error.blame, "implementation");
    assert.deepEqual(error.violations, [{
      kind: "invariant",
      member: "",
      path: ["invariant"],
      expected: RULE,
      received: "{ balance: -3 } (Own)",
      hint: "check the rule before anything is changed",
    }]);
    return true;
  });
  assert.throws(
    () => own.total(),
    /^ContractError: Cannot begin Own\.total.*\n.*\n\s+hint: check the constructor/,
  );
  own.balance = 3;
  assert.equal(own.total(), 3);
});

Deno.test("contract() lets an invariant be broken while another call of the object is under way", () => {
  class Steps extends Purse {
    override total() {
      this.balance = -10;
      const halfway = this.add(1);
      this.balance = 5;
      return halfway;
    }
  }
  accountContract().implement(Steps);
  assert.equal(new Steps().total(), -9);
});

Deno.test("contract() looks at invariants of each object by itself", () => {
  class Pair extends Purse {
    other?: Pair;
    override total() {
      this.balance = -1;
      const sum = this.other!.add(0);
      this.balance = 1;
      return sum;
    }
  }
  accountContract().implement(Pair);
  const one = new Pair();
  one.other = new Pair();
  assert.equal(one.total(), 1);
  one.other.balance = -1;
  assert.throws(() => one.total(), { message: /begin Pair\.add/ });
  one.balance = 1;
  one.other.balance = 1;
  assert.equal(one.total(), 1);
});

Deno.test("contract() waits for the last of the async calls that are under way", async () => {
  const own = purse();
  const calls = [own.addLater(1), own.addLater(2), own.addLater(-50)];
  const settled = await Promise.allSettled(calls);
  assert.deepEqual(settled.map(({ status }) => status), ["fulfilled", "fulfilled", "rejected"]);
  assert.equal(own.balance, -46);
  await assert.rejects(own.addLater(100), { message: /begin Own\.addLater/ });
});

Deno.test("contract() looks at invariants around each step of a generator", async () => {
  const own = purse();
  const parts = own.parts();
  assert.deepEqual(parts.next(), { value: 1, done: false });
  assert.equal(own.add(1), 2);
  assert.throws(() => parts.next(), { message: /end Own\.parts/ });
  own.balance = 1;
  const later = own.partsLater();
  assert.deepEqual(await later.next(), { value: 1, done: false });
  await assert.rejects(later.next(), { message: /end Own\.partsLater/ });
  own.balance = 1;
  assert.deepEqual(await later.return(undefined), { value: undefined, done: true });
});

Deno.test("contract() lets what a method throws through and finds what that left behind later", async () => {
  const boom = new Error("boom");
  class Throws extends Purse {
    override add(_amount: number): number {
      this.balance = -1;
      throw boom;
    }
  }
  accountContract().implement(Throws);
  const own = new Throws();
  assert.throws(() => own.add(1), (error) => error === boom);
  assert.throws(() => own.total(), { message: /begin Throws\.total/ });
  const other = new Throws();
  await assert.rejects(other.addLater(1), (error) => error === boom);
  await assert.rejects(other.addLater(1), { message: /begin Throws\.addLater/ });
});

Deno.test("contract() takes a rule that throws or answers with a promise for broken", async () => {
  const Thrown = accountContract({
    strange: () => {
      throw new Error("no idea");
    },
  });
  assert.throws(() => purse(Thrown).add(1), {
    message: /expected strange, received an error: "no idea" \(Error\)/,
  });
  const rejection = Promise.reject(new Error("unheard"));
  const Late = accountContract({ late: (() => rejection) as never });
  assert.throws(() => purse(Late).add(1), { message: /received a promise; the rule must answer/ });
  await assert.rejects(rejection);
});

Deno.test("contract() lets a rule call methods of the object", () => {
  let looks = 0;
  const Account = accountContract({
    [RULE]: (self) => {
      looks++;
      return self.total() >= 0;
    },
  });
  const own = purse(Account);
  assert.equal(own.add(1), 2);
  assert.equal(looks, 2);
  assert.ok(Account.is(own));
  assert.equal(looks, 3);
});

Deno.test("contract() finds what another contract of the object leaves broken in any order", () => {
  interface Sweeper {
    sweep(): void;
  }
  const Account = accountContract();
  const Sweeper = contract<Sweeper>("test.Sweeper", { members: { sweep: { params: [] } } });
  let names = 0;
  const swept = Sweeper as unknown as typeof Account;
  for (const order of [[Account, swept], [swept, Account]]) {
    class Both extends Purse {
      static {
        for (const one of order) one.implement(this, { name: `${names++}` });
      }
      sweep() {
        this.balance = -1;
      }
    }
    assert.throws(() => new Both().sweep(), {
      contract: "test.Account",
      message: /end Both\.sweep/,
    });
  }
});

Deno.test("contract() looks at what the constructor left when a method is first called", () => {
  class Broken extends Purse {
    override balance = -1;
  }
  const Account = accountContract();
  Account.implement(Broken);
  const broken = new Broken();
  assert.throws(() => broken.total(), (error: unknown) => {
    assert.ok(error instanceof ContractError);
    assert.deepEqual([error.blame, error.className], ["implementation", "Broken"]);
    return true;
  });
  assert.deepEqual(Account.check(broken).map(({ expected }) => expected), [RULE]);
});

Deno.test("contract() blames the subclass for an override that breaks an invariant of its parent", () => {
  const Account = accountContract();
  class Parent extends Purse {
    static {
      Account.implement(this);
    }
  }
  class Child extends Parent {
    static {
      Account.implement(this);
    }
    override total() {
      return this.balance = -1;
    }
  }
  assert.throws(() => new Child().total(), { blame: "subclass", className: "Child" });
});

Deno.test("contract() joins the invariants of contracts that extend each other", () => {
  const Account = accountContract();
  const Savings = Account.extend<Account>("test.Savings", {
    invariants: { "at most ten": ({ balance }) => balance <= 10 },
  });
  class Own extends Purse {
    static {
      Savings.implement(this);
    }
  }
  assert.throws(() => new Own().add(20), { contract: "test.Savings" });
  assert.throws(() => new Own().add(-20), { contract: "test.Account" });
  using _off = Savings.setMode("off");
  assert.equal(new Own().add(20), 21);
  assert.equal(new Own().add(-20), -19);
});

Deno.test("contract() leaves answers as they are when it only reports", () => {
  const heard: string[] = [];
  const Account = accountContract({ [RULE]: ({ balance }) => balance >= 0 }, {
    mode: "report",
    onViolation: ({ violations }) => heard.push(violations[0]!.kind),
  });
  class Odd extends Purse {
    override addLater(_amount: number) {
      return this.balance = -1 as never;
    }
    override parts() {
      return 5 as never;
    }
    override partsLater() {
      return 6 as never;
    }
  }
  Account.implement(Odd);
  assert.equal(new Odd().addLater(1), -1);
  assert.equal(new Odd().parts(), 5);
  assert.equal(new Odd().partsLater(), 6);
  assert.deepEqual(heard, ["result", "invariant", "result", "result"]);
});

Deno.test("contract() checks a write to an accessor against the invariants", () => {
  interface Gauge {
    level: number;
  }
  const Gauge = contract<Gauge>("test.Gauge", {
    members: { level: { attribute: integer(), kind: "accessor" } },
    invariants: { "the level is even": ({ level }) => level % 2 === 0 },
  });
  class Tank {
    static {
      Gauge.implement(this);
    }
    #level = 0;
    get level() {
      return this.#level;
    }
    set level(level) {
      this.#level = level;
    }
  }
  const tank = new Tank();
  tank.level = 2;
  assert.throws(() => tank.level = 3, {
    blame: "implementation",
    message: /^Cannot end Tank\.level: 1 violation/,
  });
});

Deno.test("contract() refuses invariants that are not functions by rule", () => {
  assert.throws(() => accountContract([] as never), /"invariants" must be an object of functions/);
  assert.throws(() => accountContract({ [RULE]: true as never }), /must be a function/);
});
