import { defineResource, type Resource } from "../../mod.ts";

/** A resource whose acquisitions and releases the test ends by hand, one after the other. */
export interface HandMade {
  readonly resource: Resource<string>;
  /** Signals of the acquisitions so far. */
  readonly signals: AbortSignal[];
  /** Lets the newest acquisition succeed. */
  arrive(): Promise<void>;
  /** Lets the newest acquisition fail. */
  fail(error: unknown): Promise<void>;
  /** Lets the newest release end. */
  released(): Promise<void>;
}

/** One turn of the event loop: every promise that can settle has settled. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Makes one that writes what happens to `log`; `slowRelease` keeps releases open. */
export function handMade(
  name: string,
  log: string[],
  { needs = {}, slowRelease = false }: {
    needs?: Record<string, Resource<string>>;
    slowRelease?: boolean;
  } = {},
): HandMade {
  const signals: AbortSignal[] = [];
  let arrival = Promise.withResolvers<string>();
  let release = Promise.withResolvers<void>();
  const resource = defineResource({
    name,
    needs,
    acquire: ({ needs, signal }) => {
      signals.push(signal);
      log.push(`${name}(${Object.values(needs).join()})?`);
      arrival = Promise.withResolvers();
      return arrival.promise;
    },
    release: (_value: string, exit) => {
      log.push(`-${name} ${exit.status}`);
      release = Promise.withResolvers();
      if (slowRelease) return release.promise.then(() => log.push(`-${name}!`));
    },
  });
  return {
    resource,
    signals,
    arrive: () => {
      log.push(`${name}!`);
      arrival.resolve(name);
      return settle();
    },
    fail: (error) => {
      arrival.reject(error);
      return settle();
    },
    released: () => {
      release.resolve();
      return settle();
    },
  };
}
