import type { Method } from "../plan/method_kind.ts";
import { mark } from "./mark.ts";

/** What a forwarder does with a call. */
type Run = (self: unknown, args: ArrayLike<unknown>) => unknown;

/** By number of parameters: to define a name or a length afterwards costs five times as much. */
const MAKERS: readonly ((name: string, run: Run) => Method)[] = [
  (name, run) =>
    ({
      [name](this: unknown) {
        return run(this, arguments);
      },
    })[name] as Method,
  (name, run) =>
    ({
      [name](this: unknown, _1: unknown) {
        return run(this, arguments);
      },
    })[name] as Method,
  (name, run) =>
    ({
      [name](this: unknown, _1: unknown, _2: unknown) {
        return run(this, arguments);
      },
    })[name] as Method,
  (name, run) =>
    ({
      [name](this: unknown, _1: unknown, _2: unknown, _3: unknown) {
        return run(this, arguments);
      },
    })[name] as Method,
];

/** Creates a method that looks like another one, same name and same length, and hands its calls on. */
export function createForwarder(model: Method, run: Run): Method {
  const { name, length } = model;
  const make = typeof name === "string" ? MAKERS[length] : undefined;
  return make === undefined ? mark(MAKERS[0]!("", run), model) : make(name, run);
}
