import { contract, integer, number, string } from "../../../mod.ts";
import { order, orderStore } from "../order_store.ts";
import { loose, type Scenario, scenarios } from "../scenario.ts";

/** Saves an order with a class whose `save` does what is given. */
function saving(save: () => unknown) {
  const OrderStore = orderStore();
  class SqlStore {
    static {
      OrderStore.implement(this as never);
    }
    save() {
      return save();
    }
    log() {}
    close() {}
  }
  return loose(new SqlStore()).save!(order, 0);
}

/** Asks an object whose method answers with what is given. */
function counting(count: () => unknown) {
  const Counter = contract<{ count(): number }>("app.Counter", {
    version: "1.0.0",
    members: { count: { params: [], returns: integer({ min: 0 }) } },
  });
  class Words {
    static {
      Counter.implement(this as never);
    }
    count() {
      return count();
    }
  }
  return new Words().count();
}

/** A feed whose items are given. */
function feed(items: () => unknown, watch: () => unknown = () => []) {
  const Feed = contract<{ items(): Iterable<string>; watch(): AsyncIterable<string> }>(
    "news.Feed",
    {
      version: "2.0.0",
      members: {
        items: { kind: "generator", params: [], yields: string() },
        watch: { kind: "asyncGenerator", params: [], yields: string() },
      },
    },
  );
  class Rss {
    static {
      Feed.implement(this as never);
    }
    items() {
      return items();
    }
    watch() {
      return watch();
    }
  }
  return loose(new Rss());
}

/** Results that are refused. */
export const answers: readonly Scenario[] = scenarios("Returning from a method", {
  "nothing is returned": () => counting(() => undefined),
  "nothing is returned by an async method": () => saving(() => Promise.resolve()),
  "a number is returned as text": () => counting(() => "7"),
  "a result is out of bounds": () => counting(() => -1),
  "a promise is returned where its value is asked for": () => counting(() => Promise.resolve(7)),
  "a value is returned where a promise is asked for": () => saving(() => "a1"),
  "a result is null": () => saving(() => Promise.resolve(null)),
  "a result is empty": () => saving(() => Promise.resolve("")),
  "a number is returned where an iterator is asked for": () => feed(() => 7).items!(),
  "a promise is returned where an async iterator is asked for": async () => {
    const items = feed(() => [], () => Promise.resolve([])).watch!();
    for await (const _ of items as AsyncIterable<unknown>);
  },
  "an item is refused": () => {
    const items = feed(function* () {
      yield "a";
      yield 7;
    }).items!();
    return [...items as Iterable<unknown>];
  },
  "an item of an async generator is refused": async () => {
    const items = feed(() => [], async function* () {
      yield await null;
    }).watch!();
    for await (const _ of items as AsyncIterable<unknown>);
  },
  "an override returns what its parent would not": () => {
    const Shape = contract<{ area(): number }>("app.Shape", {
      version: "1.0.0",
      members: { area: { params: [], returns: number({ min: 0 }) } },
    });
    class Square {
      static {
        Shape.implement(this);
      }
      area() {
        return 1;
      }
    }
    class Hole extends Square {
      static {
        Shape.implement(this);
      }
      override area() {
        return -1;
      }
    }
    return new Hole().area();
  },
});
