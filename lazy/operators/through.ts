import { isThenable } from "../../_internal/is_thenable.ts";
import { ignore } from "../engine/closing.ts";
import { type Cursor, DONE, ItemsCursor, NO_ITEMS } from "../engine/cursor.ts";
import { type Port, SKIP, type Stage } from "../engine/stage.ts";
import type { Operator } from "../plan/operator.ts";
import { Batch, Outbox } from "./outbox.ts";
import { type AnySeqOperator, type AsyncSeqOperator, checkOperator } from "./seq_operator.ts";

/**
 * Hands items to an operator of the user's. Several that it emits at once come out as one
 * {@linkcode Batch}, which {@linkcode spread} takes apart behind it: so the stage can end with an
 * item of which several others are made.
 */
export function through<T, U, S>(custom: AsyncSeqOperator<T, U, S>): Operator {
  checkOperator(custom);
  return {
    kind: "through",
    note: custom.name,
    stage: (port) => throughStage(custom as AnySeqOperator, port),
  };
}

/** Takes apart what {@linkcode through} emits at once. */
export function spread(): Operator {
  return {
    kind: "spread",
    stage: (port) => ({
      settle(value) {
        if (!(value instanceof Batch)) return value;
        port.expand(new ItemsCursor(value.items, false));
        return SKIP;
      },
    }),
  };
}

function throughStage(custom: AnySeqOperator, port: Port): Stage {
  const outbox = new Outbox();
  const { emit } = outbox;
  let isStarted = false;
  let isFlushed = custom.flush === undefined;
  let state: unknown;
  const start = () => {
    outbox.open();
    if (isStarted) return;
    isStarted = true;
    state = custom.init();
  };
  return {
    call(value) {
      start();
      return port.isClosed ? undefined : atOnce(custom.push(state, value, emit), port);
    },
    settle(isEnough) {
      if (isEnough === true) port.end();
      return outbox.close();
    },
    flush() {
      if (isFlushed) return SKIP;
      isFlushed = true;
      const flush = () => {
        start();
        if (port.isClosed) return SKIP;
        return port.mode.chain(atOnce(custom.flush?.(state, emit), port), () => outbox.close());
      };
      port.expand(new LastItem(flush, port));
      return SKIP;
    },
  };
}

/** Refuses a promise in a sync run, where nobody would wait for what it emits. */
function atOnce(result: unknown, { mode }: Port): unknown {
  if (mode.isAsync || !isThenable(result)) return result;
  result.then(ignore, ignore);
  throw new TypeError(
    "Cannot send the sequence through the operator as it has returned a promise: " +
      "use toAsync().through() for operators that take their time",
  );
}

/** What a call at the end makes, as a cursor, since the call may take its time. */
class LastItem implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #port: Port;
  #make: (() => unknown) | undefined;

  constructor(make: () => unknown, port: Port) {
    this.#make = make;
    this.#port = port;
  }

  next(): unknown {
    const make = this.#make;
    this.#make = undefined;
    if (make === undefined) return DONE;
    return this.#port.mode.chain(
      make(),
      (value) => value === SKIP ? DONE : { done: false, value },
    );
  }

  forget(): void {
    this.#make = undefined;
  }

  close(): void {
    this.forget();
  }
}
