import { checkKeys, optionMessage } from "../_internal/check_option.ts";
import { advance, checkSignal, onAbort, type RunOptions } from "./evaluate_async.ts";
import { asyncMode } from "./mode.ts";
import type { Plan } from "./plan.ts";
import { END, Run } from "./run.ts";

/** Options of {@linkcode AsyncSeq.toReadableStream}. */
export interface ReadableOptions extends RunOptions {
  /**
   * How many items the stream may pull before they are read. With 0 nothing is pulled ahead.
   *
   * @default {0}
   */
  readonly highWaterMark?: number;
}

/** Runs a plan as a stream: it pulls when it is read, and closes the source when cancelled. */
export function readable<T>(plan: Plan, options: ReadableOptions = {}): ReadableStream<T> {
  checkKeys("make a stream", options, ["highWaterMark", "signal"]);
  const signal = checkSignal(options.signal);
  const highWaterMark = checkHighWaterMark(options.highWaterMark ?? 0);
  const run = new Run(plan, asyncMode);
  let abortion: ReturnType<typeof onAbort> | undefined;
  let isEnded = false;
  let isPulling = false;
  const end = () => {
    isEnded = true;
    abortion?.stop();
  };
  return new ReadableStream<T>({
    start(controller) {
      if (signal === undefined) return;
      abortion = onAbort(signal, (reason) => {
        end();
        run.abandon(reason);
        controller.error(reason);
      });
    },
    async pull(controller) {
      isPulling = true;
      try {
        do {
          const value = await advance(run);
          if (isEnded) return;
          if (value === END) {
            end();
            return controller.close();
          }
          controller.enqueue(value as T);
        } while ((controller.desiredSize ?? 0) > 0);
      } catch (error) {
        end();
        throw error;
      } finally {
        isPulling = false;
      }
    },
    async cancel(reason) {
      end();
      if (isPulling) run.abandon(reason);
      else await run.close(reason);
    },
  }, { highWaterMark });
}

function checkHighWaterMark(value: number): number {
  if (value >= 0) return value;
  throw new RangeError(optionMessage("make a stream", "highWaterMark", "a number >= 0", value));
}
