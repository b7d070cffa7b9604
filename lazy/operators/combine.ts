import { isThenable } from "../../_internal/is_thenable.ts";
import type { Cursor } from "../cursor.ts";
import type { Source } from "../source.ts";
import { SKIP, type StageFactory } from "../stage.ts";

/** Goes on with the items of other sources, each opened when the one before has run out. */
export function concat(others: readonly Source[]): StageFactory {
  return (port) => {
    let next = 0;
    return {
      flush() {
        const source = others[next++];
        if (source !== undefined) port.expand(source.open());
        return SKIP;
      },
    };
  };
}

/** Pairs each item with one of another source; ends with the shorter of the two. */
export function zip(other: Source): StageFactory {
  return (port) => {
    let cursor: Cursor | undefined;
    return {
      call() {
        cursor ??= other.open();
        const partner = pullOrForget(cursor);
        const isAwaited = cursor.awaitsItems;
        return port.mode.chain(
          partner,
          (result: IteratorResult<unknown>) =>
            result.done || !isAwaited
              ? result
              : port.mode.chain(result.value, (item) => ({ done: false, value: item })),
        );
      },
      settle(partner: IteratorResult<unknown>, value) {
        if (!partner.done) return [value, partner.value];
        cursor?.forget();
        port.end();
        return SKIP;
      },
      close: (reason) => cursor?.close(reason),
    };
  };
}

/** Pulls; a source whose `next()` fails counts as ended, so it is not closed. */
function pullOrForget(cursor: Cursor): unknown {
  const failed = (error: unknown) => {
    cursor.forget();
    throw error;
  };
  try {
    const result = cursor.next();
    return isThenable(result) ? result.then(undefined, failed) : result;
  } catch (error) {
    return failed(error);
  }
}
