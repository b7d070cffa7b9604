import { type AcquireContext, defineResource, type Resource, type ScopeExit } from "../../mod.ts";

/** A value of the test pools. */
export interface Thing {
  readonly id: number;
}

/** What a test may put in the place of the usual. */
export interface ThingParts {
  readonly acquire?: (make: () => Thing, context: AcquireContext) => Thing | PromiseLike<Thing>;
  readonly release?: (thing: Thing, exit: ScopeExit) => unknown;
  readonly health?: (thing: Thing, context: { readonly signal: AbortSignal }) => unknown;
  readonly timeoutMs?: number;
  readonly releaseTimeoutMs?: number;
}

/** A resource that counts. */
export class Things {
  /** Calls of `acquire`. */
  calls = 0;
  made = 0;
  readonly released: number[] = [];
  readonly exits: ScopeExit[] = [];
  readonly resource: Resource<Thing>;

  constructor({ acquire = async (make) => await make(), release, ...rest }: ThingParts = {}) {
    this.resource = defineResource<Thing>({
      ...rest,
      name: "thing",
      acquire: (context) => {
        this.calls++;
        return acquire(() => ({ id: ++this.made }), context);
      },
      release: (thing, exit) => {
        this.released.push(thing.id);
        this.exits.push(exit);
        return release?.(thing, exit);
      },
    });
  }
}

/** Lets everything settle that can. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** A signal that counts its listeners. */
export function countListeners(): { signal: AbortSignal; added: number; removed: number } {
  const { signal } = new AbortController();
  const counted = { signal, added: 0, removed: 0 };
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...parts: Parameters<typeof add>) => (counted.added++, add(...parts));
  signal.removeEventListener = (...parts: Parameters<typeof remove>) => {
    counted.removed++;
    remove(...parts);
  };
  return counted;
}

/** Matches any place in the line below the call. */
export function nextLine(): RegExp {
  const frame = new Error().stack!.split("\n")[2]!;
  const [, file, line] = /(file:.+):(\d+):\d+/.exec(frame)!;
  return new RegExp(`${file}:${Number(line) + 1}:\\d+`);
}
