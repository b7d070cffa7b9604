import { defineResource, type Resource } from "../mod.ts";

/** A resource that the test lets arrive by hand. */
export interface ByHand {
  readonly resource: Resource<string>;
  /** Lets the value arrive. */
  arrive(value: string): void;
  /** The signal that `acquire` was given, once it was called. */
  signal(): AbortSignal | undefined;
}

/** Makes one that writes its releases to `log`. */
export function byHand(name: string, log: string[]): ByHand {
  const { promise, resolve } = Promise.withResolvers<string>();
  let signal: AbortSignal | undefined;
  const resource = defineResource<string>({
    name,
    acquire: (context) => {
      signal = context.signal;
      return promise;
    },
    release: (value, exit) => log.push(`${value} ${exit.status}`),
  });
  return { resource, arrive: resolve, signal: () => signal };
}
