import assert from "node:assert/strict";
import { contract, integer, number, type StandardSchema } from "./mod.ts";

interface Account {
  balance: number;
  withdraw(amount: number): number;
}

function accountContract() {
  return contract<Account>("test.Account", {
    members: {
      balance: { attribute: integer() },
      withdraw: { params: [["amount", number()]], returns: number() },
    },
    invariants: { "the balance is not negative": ({ balance }) => balance >= 0 },
  });
}

Deno.test("Contract.setMode() takes settings back in any order", () => {
  const Account = accountContract();
  const off = Account.setMode("off");
  const report = Account.setMode("report");
  off[Symbol.dispose]();
  assert.equal(Account.mode, "report");
  report[Symbol.dispose]();
  assert.equal(Account.mode, "enforce");
  Account.setMode("off");
  {
    using _here = Account.setMode("enforce");
    assert.equal(Account.mode, "enforce");
  }
  assert.equal(Account.mode, "off");
});

Deno.test("Contract.guard() refuses a write that breaks an invariant, and takes it back", () => {
  const Account = accountContract();
  class Checking implements Account {
    static {
      Account.implement(this);
    }
    balance = 5;
    constructor() {
      Account.guard(this);
    }
    withdraw(amount: number) {
      this.balance -= amount;
      this.balance += 2 * amount;
      return this.balance;
    }
  }
  const account = new Checking();
  assert.throws(() => (account.balance = -1), {
    blame: "caller",
    message: /the balance is not negative/,
  });
  assert.equal(account.balance, 5);
  // In the middle of a method nothing has to hold.
  assert.equal(account.withdraw(9), 14);
});

Deno.test("Contract.guard() follows the mode of the contract that the class implements", () => {
  const Account = accountContract();
  const Loose = Account.extend<Account>("test.Loose", { mode: "off", members: {} });
  class Free implements Account {
    static {
      Loose.implement(this);
    }
    balance = 1;
    constructor() {
      Account.guard(this);
    }
    withdraw(amount: number) {
      return amount;
    }
  }
  const free = new Free();
  free.balance = 0.5;
  assert.equal(free.balance, 0.5);
  Loose.setMode("enforce");
  assert.throws(() => (free.balance = 0.25), /Cannot write Free\.balance/);
});

Deno.test("contract() parses an argument once, whatever extends what", () => {
  const loud: StandardSchema<unknown, string> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => ({ value: `${value}!` }),
    },
  };
  interface Voice {
    say(text: string): string;
  }
  const members = { say: { params: [["text", loud, { parse: true }]] } } as const;
  const Voice = contract<Voice>("test.Voice", { members });
  const Louder = Voice.extend<Voice>("test.Louder", { members });
  class Echo {
    static {
      Louder.implement(this);
    }
    say(text: string) {
      return text;
    }
  }
  assert.equal(new Echo().say("hi"), "hi!");
});
