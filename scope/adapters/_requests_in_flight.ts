import type { Clock } from "../../_internal/clock.ts";

/** Answers a request, as `Deno.serve` calls it. */
export type Handler<I> = (request: Request, info: I) => Response | Promise<Response>;

/** Counts the requests that are not answered yet, and takes no new ones when told to. */
export class RequestsInFlight {
  readonly #clock: Clock;
  #count = 0;
  #lastMs = -Infinity;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since the last one was answered. */
  get quietMs(): number {
    return this.#clock.monotonic() - this.#lastMs;
  }

  /** The handler, with its requests counted. */
  watch<I>(handler: Handler<I>): Handler<I> {
    return (request, info) => {
      if (this.#drained !== undefined) return unavailable();
      this.#count++;
      const answer = async () => await handler(request, info);
      // Asked for before the handler runs: it is there only as long as the request is.
      const completed = (info as { readonly completed?: Promise<void> } | undefined)?.completed;
      const response = answer();
      const done = () => this.#end();
      (completed ?? response).then(done, done);
      return response;
    };
  }

  /** Refuses requests from now on; resolves when those in flight are answered. */
  drain(): Promise<void> {
    this.#drained ??= Promise.withResolvers();
    if (this.#count === 0) this.#drained.resolve();
    return this.#drained.promise;
  }

  #end(): void {
    this.#count--;
    this.#lastMs = this.#clock.monotonic();
    if (this.#count === 0) this.#drained?.resolve();
  }
}

function unavailable(): Response {
  return new Response("Service Unavailable", { status: 503, headers: { connection: "close" } });
}
