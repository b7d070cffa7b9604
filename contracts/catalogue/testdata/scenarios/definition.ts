import { contract, integer, string } from "../../../mod.ts";
import { orderStore } from "../order_store.ts";
import { type Scenario, scenarios } from "../scenario.ts";

interface Feed {
  size: number;
  items(): Iterable<string>;
  watch(): AsyncIterable<string>;
}

function feed(kind: "any" | "getter" | "setter" | "accessor" = "any") {
  return contract<Feed>("news.Feed", {
    version: "2.0.0",
    members: {
      size: { attribute: integer({ min: 0 }), kind },
      items: { kind: "generator", params: [], yields: string() },
      watch: { kind: "asyncGenerator", params: [], yields: string() },
    },
  });
}

interface Plugin {
  run(): void;
}
interface PluginClass {
  readonly topic: string;
  open(url: string): Plugin;
}

function plugin() {
  return contract<Plugin, PluginClass>("app.Plugin", {
    version: "1.0.0",
    members: { run: { params: [] } },
    statics: { topic: { attribute: string() }, open: { params: [["url", string()]] } },
  });
}

const CLOSE = Symbol("close");

/** What is found when a class is defined. */
export const definition: readonly Scenario[] = scenarios("Defining a class", {
  "a method is missing": () =>
    orderStore().implement(
      class SqlStore {
        async save() {}
        log() {}
      } as never,
    ),
  "a method is misspelt": () =>
    orderStore().implement(
      class SqlStore {
        async save() {}
        log() {}
        clsoe() {}
      } as never,
    ),
  "a method is private": () =>
    orderStore().implement(
      class SqlStore {
        async #save() {}
        log() {
          return this.#save();
        }
        close() {}
      } as never,
    ),
  "a field holds the function": () =>
    orderStore().implement(
      class SqlStore {
        save = async () => {};
        log() {}
        close() {}
      } as never,
    ),
  "an accessor stands where a method should": () =>
    orderStore().implement(
      class SqlStore {
        async save() {}
        log() {}
        get close() {
          return () => {};
        }
      } as never,
    ),
  "a value stands where a method should": () => {
    class SqlStore {
      async save() {}
      log() {}
    }
    Object.defineProperty(SqlStore.prototype, "close", { value: 5 });
    orderStore().implement(SqlStore as never);
  },
  "a method asks for too much": () =>
    orderStore().implement(
      class SqlStore {
        async save(_order: unknown, _retries: unknown, _at: unknown, _by: unknown) {}
        log() {}
        close(_now: boolean) {}
      } as never,
    ),
  "a plain method is written with async": () =>
    orderStore().implement(
      class SqlStore {
        async save() {}
        log() {}
        async close() {}
      } as never,
    ),
  "a generator stands where an async method should": () =>
    orderStore().implement(
      class SqlStore {
        *save() {}
        log() {}
        close() {}
      } as never,
    ),
  "an async method stands where a generator should": () =>
    feed().implement(
      class Rss {
        size = 0;
        async items() {}
        *watch() {}
      } as never,
    ),
  "the contract has forgotten the kind": () => {
    interface Bag {
      all(): Iterable<string>;
    }
    const Bag = contract<Bag>("app.Bag", { version: "1.0.0", members: { all: { params: [] } } });
    Bag.implement(
      class Words {
        *all() {
          yield "a";
        }
      },
    );
  },
  "everything is missing": () => orderStore().implement(class Empty {} as never),
  "an anonymous class has no members": () => orderStore().implement(class {} as never),
  "a method is static by mistake": () =>
    orderStore().implement(
      class SqlStore {
        async save() {}
        static log() {}
        close() {}
      } as never,
    ),
  "a static method is missing": () =>
    plugin().implement(
      class Mail {
        static topic = "mail";
        run() {}
      } as never,
    ),
  "a static method is written without static": () =>
    plugin().implement(
      class Mail {
        static topic = "mail";
        open() {}
        run() {}
      } as never,
    ),
  "the block stands above the static field": () => {
    const Plugin = plugin();
    class Mail {
      static {
        Plugin.implement(this as never);
      }
      static topic = "mail";
      static open() {
        return new Mail();
      }
      run() {}
    }
    return Mail;
  },
  "a static attribute has a wrong value": () =>
    plugin().implement(
      class Mail {
        static topic = 7;
        static open() {
          return new Mail();
        }
        run() {}
      } as never,
    ),
  "a getter is missing": () =>
    feed("getter").implement(
      class Rss {
        *items() {}
        async *watch() {}
      } as never,
    ),
  "an accessor has no setter": () =>
    feed("accessor").implement(
      class Rss {
        get size() {
          return 0;
        }
        *items() {}
        async *watch() {}
      } as never,
    ),
  "a method stands where an attribute should": () =>
    feed().implement(
      class Rss {
        size() {
          return 0;
        }
        *items() {}
        async *watch() {}
      } as never,
    ),
  "a member with a symbol is missing": () => {
    const Resource = contract<{ [CLOSE](): void }>("app.Resource", {
      version: "1.0.0",
      members: { [CLOSE]: { params: [] } },
    });
    Resource.implement(class File {} as never);
  },
  "the class is frozen": () => {
    class SqlStore {
      async save() {}
      log() {}
      close() {}
    }
    Object.freeze(SqlStore.prototype);
    orderStore().implement(SqlStore as never);
  },
  "a subclass overrides a method with a getter": () => {
    const OrderStore = orderStore();
    class SqlStore {
      static {
        OrderStore.implement(this as never);
      }
      async save() {}
      log() {}
      close() {}
    }
    class CachedStore extends SqlStore {}
    Object.defineProperty(CachedStore.prototype, "close", { get: () => () => {} });
    OrderStore.implement(CachedStore as never);
  },
});
