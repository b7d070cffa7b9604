import { Cause, Effect, Exit, Fiber, Scope } from "../../rivals/effect.ts";
import type { Limits } from "../../give_up.ts";
import type { Form, Holder, Item, OpeningItem, Subject, Told } from "../subject.ts";

/** The parts in which the ways to use the library differ. */
interface Parts {
  /** Closes one item. */
  close(item: Item, told: Told): Effect.Effect<unknown>;
  /** Puts limits on an acquisition. */
  limit(acquiring: Acquiring, limits: Limits): Effect.Effect<unknown, unknown, Scope.Scope>;
  /** Makes the close of a scope. */
  closing(scope: Scope.Closeable): Effect.Effect<Effect.Effect<void>>;
}

type Acquiring = Effect.Effect<unknown, never, Scope.Scope>;

const plain: Parts = {
  close: (item, told) => Effect.promise(() => item.close(told)),
  limit: (acquiring, { timeoutMs }) =>
    timeoutMs === undefined ? acquiring : Effect.timeout(acquiring, timeoutMs),
  closing: (scope) => Effect.succeed(Scope.close(scope, Exit.void)),
};

const bounded: Parts = {
  ...plain,
  close: (item, told) =>
    plain.close(item, told).pipe(Effect.interruptible, Effect.timeout(50), Effect.ignore),
};

const forked: Parts = {
  ...plain,
  limit: (acquiring, limits) =>
    Effect.flatMap(
      Effect.forkDetach(acquiring),
      (fiber) => plain.limit(Fiber.join(fiber), limits),
    ),
};

const cached: Parts = {
  ...plain,
  closing: (scope) => Effect.cached(Scope.close(scope, Exit.void)),
};

function holderOf(scope: Scope.Closeable, parts: Parts): Holder {
  const close = Effect.runSync(parts.closing(scope));
  const acquired = (item: Item, open: Effect.Effect<unknown>): Acquiring =>
    Effect.acquireRelease(
      open,
      (_value, exit) => parts.close(item, Exit.isSuccess(exit) ? "success" : "failure"),
    );
  return {
    async hold(item) {
      await Effect.runPromise(Scope.provide(acquired(item, Effect.succeed(item)), scope));
    },
    async acquire(item: OpeningItem, limits) {
      const acquiring = parts.limit(acquired(item, Effect.promise(item.open)), limits);
      const { signal } = limits;
      await Effect.runPromise(
        Scope.provide(acquiring, scope),
        signal === undefined ? {} : { signal },
      );
    },
    child: () => holderOf(Effect.runSync(Scope.fork(scope)), parts),
    close: () => Effect.runPromise(close),
  };
}

/** The work in a scope that closes with it. */
function scoped(parts: Parts, body: (holder: Holder) => Promise<void>) {
  return Effect.scoped(Effect.gen(function* () {
    const scope = yield* Effect.scope;
    const holder = holderOf(scope as Scope.Closeable, parts);
    yield* Effect.tryPromise({ try: () => body(holder), catch: (error) => error });
  }));
}

function formOf(parts: Parts): Form {
  return {
    open: () => holderOf(Effect.runSync(Scope.make()), parts),
    run: (body) => Effect.runPromise(scoped(parts, body)),
  };
}

const asExit: Form = {
  ...formOf(plain),
  async run(body) {
    const exit = await Effect.runPromiseExit(scoped(plain, body));
    if (Exit.isFailure(exit)) throw exit.cause;
  },
  print: (error) => Cause.pretty(error as Cause.Cause<unknown>),
};

/** Effects with scopes. */
export const subject: Subject = {
  name: "Effect",
  none: {},
  form: formOf(plain),
  byHand: [
    {
      ...asExit,
      by: "`runPromiseExit` and `Cause.pretty` instead of what `runPromise` throws",
      helps: ["errors reachable", "errors printed"],
    },
    {
      ...formOf(bounded),
      by: "`Effect.interruptible` and `Effect.timeout` around each release",
      helps: ["hung release"],
    },
    {
      ...formOf(forked),
      by: "`Effect.forkDetach` around each acquisition, the timeout around its join",
      helps: ["late after giving up", "late after close", "acquire timeout"],
    },
    {
      ...formOf(cached),
      by: "`Effect.cached` around the close",
      helps: ["second close"],
    },
  ],
};
