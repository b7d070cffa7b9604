import type { Method } from "../plan/method_kind.ts";
import { mark } from "./mark.ts";

/** Knows which method gets a call. */
export interface Destination {
  /** The method that gets all further calls, as soon as that is known. */
  readonly last: Method | undefined;
  /** Tells which method gets the next call until then. */
  next(): Method;
}

type Maker = (name: string, to: Destination) => Method;

/**
 * By number of parameters: to define a name or a length afterwards costs five times as much, and to
 * hand on an object of all arguments twice as much as to hand on each.
 */
const MAKERS: readonly Maker[] = [
  (name, to) =>
    ({
      [name](this: unknown) {
        const method = to.last ?? to.next();
        return arguments.length === 0 ? method.call(this) : Reflect.apply(method, this, arguments);
      },
    })[name] as Method,
  (name, to) =>
    ({
      [name](this: unknown, a: unknown) {
        const method = to.last ?? to.next();
        return arguments.length === 1
          ? method.call(this, a)
          : Reflect.apply(method, this, arguments);
      },
    })[name] as Method,
  (name, to) =>
    ({
      [name](this: unknown, a: unknown, b: unknown) {
        const method = to.last ?? to.next();
        return arguments.length === 2
          ? method.call(this, a, b)
          : Reflect.apply(method, this, arguments);
      },
    })[name] as Method,
  (name, to) =>
    ({
      [name](this: unknown, a: unknown, b: unknown, c: unknown) {
        const method = to.last ?? to.next();
        return arguments.length === 3
          ? method.call(this, a, b, c)
          : Reflect.apply(method, this, arguments);
      },
    })[name] as Method,
];

/** Creates a method that looks like another one, same name and same length, and hands its calls on. */
export function createForwarder(model: Method, to: Destination): Method {
  const { name, length } = model;
  const make = typeof name === "string" ? MAKERS[length] : undefined;
  return make === undefined ? mark(MAKERS[0]!("", to), model) : make(name, to);
}
