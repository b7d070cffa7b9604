import type { OtelApi } from "./otel_api.ts";

/** What spans and metrics say of the library that makes them. */
export const LIBRARY = "@weir/std/scope";

const KEY = Symbol.for("opentelemetry.js.api.1");

/** What Deno, or an SDK for version 1 of `npm:@opentelemetry/api`, has registered. */
export function globalOtelApi(): OtelApi | undefined {
  return (globalThis as { [KEY]?: OtelApi })[KEY];
}
