import {
  createScope,
  ensure,
  type Operation,
  race,
  resource,
  run,
  type Scope,
  sleep,
  suspend,
  until,
  useScope,
} from "../../rivals/effection.ts";
import type { Form, Holder, Item, OpeningItem, Subject } from "../subject.ts";

type Close = (item: Item) => Operation<void>;

const plainClose: Close = (item) => until(item.close(undefined));

function* boundedClose(item: Item): Operation<void> {
  yield* race([until(item.close(undefined)), sleep(50)]);
}

function opened({ open, ...item }: OpeningItem, close: Close): Operation<unknown> {
  return resource(function* (provide) {
    const value = yield* until(open());
    yield* ensure(() => close(item));
    yield* provide(value);
  });
}

function holderOf(scope: Scope, destroy: () => Promise<void>, close: Close): Holder {
  /** A resource lives as long as the task that asked for it, so the task is kept waiting. */
  function keep(operation: () => Operation<unknown>, signal?: AbortSignal): Promise<void> {
    const ready = Promise.withResolvers<void>();
    const task = scope.run(function* () {
      yield* operation();
      ready.resolve();
      yield* suspend();
    });
    task.catch(ready.reject);
    signal?.addEventListener("abort", () => task.halt().catch(() => {}));
    return ready.promise;
  }
  return {
    hold: (item) => keep(() => ensure(() => close(item))),
    acquire: (item, { timeoutMs, signal }) =>
      keep(function* () {
        if (timeoutMs === undefined) return yield* opened(item, close);
        const timeout = function* (): Operation<never> {
          yield* sleep(timeoutMs);
          throw new DOMException("Timed out", "TimeoutError");
        };
        return yield* race([opened(item, close), timeout()]);
      }, signal),
    child() {
      const [child, destroyChild] = createScope(scope);
      return holderOf(child, () => Promise.resolve(destroyChild()), close);
    },
    close: destroy,
  };
}

function formOf(close: Close): Form {
  return {
    open() {
      const [scope, destroy] = createScope();
      return holderOf(scope, () => Promise.resolve(destroy()), close);
    },
    async run(body) {
      await run(function* () {
        const scope = yield* useScope();
        yield* until(body(holderOf(scope, () => Promise.resolve(), close)));
      });
    },
  };
}

/** Structured concurrency over generators. */
export const subject: Subject = {
  name: "Effection",
  none: {},
  form: formOf(plainClose),
  byHand: [{
    ...formOf(boundedClose),
    by: "`race` with `sleep` written into each release",
    helps: ["hung release"],
  }],
};
