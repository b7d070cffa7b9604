import { contract, integer, number, optional, string } from "../../../mod.ts";
import { orderStore } from "../order_store.ts";
import { loose, type Scenario, scenarios } from "../scenario.ts";

interface Account {
  balance: number;
  readonly owner: string;
  withdraw(amount: number): void;
}

function account(rule: (self: Account) => boolean = ({ balance }) => balance >= 0) {
  return contract<Account>("bank.Account", {
    version: "3.1.0",
    members: {
      balance: { attribute: number() },
      owner: { attribute: string() },
      withdraw: { params: [["amount", number({ min: 0 })]] },
    },
    invariants: { "the balance is not negative": rule },
  });
}

/** An account that checks nothing itself. */
function giro(Account = account(), start: unknown = 10) {
  class Giro {
    static {
      Account.implement(this as never);
    }
    #balance = start;
    get balance() {
      return this.#balance;
    }
    set balance(value) {
      this.#balance = value;
    }
    get owner(): unknown {
      return "ada";
    }
    withdraw(amount: number) {
      this.#balance = this.#balance as number - amount;
    }
  }
  return new Giro();
}

/** Attributes, and what always holds. */
export const attributes: readonly Scenario[] = scenarios("Attributes and invariants", {
  "a wrong value is written": () => giro().balance = "12",
  "an attribute is set to nothing": () => giro().balance = null,
  "a getter returns a wrong value": () => giro(account(() => true), "12").balance,
  "a getter returns null": () => giro(account(() => true), null).balance,
  "a guarded field is written": () => {
    const Point = contract<{ x: number }>("app.Point", {
      version: "1.0.0",
      members: { x: { attribute: integer() } },
    });
    class Pixel {
      static {
        Point.implement(this);
      }
      x = 1;
    }
    const pixel = Point.guard(new Pixel());
    pixel.x = 1.5;
  },
  "a method breaks an invariant": () => giro().withdraw(11),
  "an invariant is broken before the call": () => giro(account(), -5).withdraw(1),
  "an invariant throws": () => {
    const Account = account(() => {
      throw new RangeError("no such account");
    });
    giro(Account).withdraw(1);
  },
  "a write breaks an invariant": () => giro().balance = -1,
});

/** What `assert` refuses. */
export const values: readonly Scenario[] = scenarios("Accepting a value", {
  "a text": () => orderStore().assert("store"),
  "nothing": () => orderStore().assert(undefined),
  "an object without the methods": () => orderStore().assert({ save() {} }),
  "an object with a misspelt method": () =>
    orderStore().assert({ save: async () => {}, lgo() {}, close() {} }),
  "a method that is no function": () =>
    orderStore().assert({ save: async () => {}, log: "log", close() {} }),
  "an attribute of a wrong type": () =>
    account().assert({ balance: "7", owner: "ada", withdraw() {} }),
  "a getter that throws": () =>
    account().assert({
      get balance() {
        throw new Error("closed");
      },
      owner: "ada",
      withdraw() {},
    }),
  "an object that breaks an invariant": () =>
    account().assert({ balance: -3, owner: "ada", withdraw() {} }),
});

interface Reader {
  read(path: string): string;
}

function reader(id: string, path = string()) {
  return contract<Reader>(id, {
    version: "1.0.0",
    members: { read: { params: [["path", path]], returns: string({ minLength: 1 }) } },
  });
}

/** Contracts that extend others, and members of several contracts. */
export const several: readonly Scenario[] = scenarios("Several contracts", {
  "a call that neither contract accepts": () => {
    const One = reader("files.Reader");
    const Two = reader("cache.Reader", string({ minLength: 3 }));
    class Disk {
      static {
        One.implement(this);
        Two.implement(this);
      }
      read() {
        return "text";
      }
    }
    loose(new Disk()).read!(7);
  },
  "a result that both contracts refuse": () => {
    const One = reader("files.Reader");
    const Two = reader("cache.Reader");
    class Disk {
      static {
        One.implement(this);
        Two.implement(this);
      }
      read() {
        return "";
      }
    }
    loose(new Disk()).read!("a.txt");
  },
  "a class that lacks a member of each of two contracts": () => {
    const One = reader("files.Reader");
    const Two = contract<{ close(): void }>("files.Closer", {
      version: "2.0.0",
      members: { close: { params: [] } },
    });
    class Disk {
      static {
        One.implement(this);
      }
      read() {
        return "text";
      }
    }
    class Broken extends Disk {
      static {
        Two.implement(this as never);
      }
    }
    return Broken;
  },
  "a call that the extended contract refuses": () => {
    const One = reader("files.Reader");
    const Seek = One.extend<Reader & { seek(to: number): void }>("files.Seeker", {
      version: "1.1.0",
      members: { seek: { params: [["to", integer({ min: 0 })]] } },
    });
    class Disk {
      static {
        Seek.implement(this);
      }
      read() {
        return "text";
      }
      seek() {}
    }
    loose(new Disk()).seek!("start");
  },
  "a class that lacks what the extension adds": () => {
    const Seek = reader("files.Reader").extend<Reader & { seek(to: number): void }>(
      "files.Seeker",
      {
        version: "1.1.0",
        members: { seek: { params: [["to", integer({ min: 0 })]] } },
      },
    );
    Seek.implement(
      class Disk {
        read() {
          return "text";
        }
        skee() {}
      } as never,
    );
  },
  "an extension that takes less than its parent": () => {
    const Narrow = reader("files.Reader").extend<Reader>("files.TextReader", {
      version: "1.1.0",
      members: {
        read: { params: [["path", string({ pattern: /\.txt$/ })]], returns: string() },
      },
    });
    class Disk {
      static {
        Narrow.implement(this);
      }
      read() {
        return "text";
      }
    }
    loose(new Disk()).read!("a.png");
  },
  "an unmarked subclass": () => {
    const One = reader("files.Reader");
    class Disk {
      static {
        One.implement(this);
      }
      read(_path?: string): string {
        return "text";
      }
    }
    class Tape extends Disk {
      override read() {
        return "";
      }
    }
    One.is(new Tape());
    loose(new Tape()).read!("a.txt");
  },
  "an argument that may be left out": () => {
    const Find = contract<{ find(text: string, limit?: number): void }>("app.Find", {
      version: "1.0.0",
      members: {
        find: { params: [["text", string()], ["limit", optional(integer({ min: 1, max: 50 }))]] },
      },
    });
    class Index {
      static {
        Find.implement(this);
      }
      find() {}
    }
    loose(new Index()).find!("a", 51);
  },
});
