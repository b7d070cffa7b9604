import { defineResource, type Resource } from "./mod.ts";

/** Whether two types are the same, `any` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

function isTrue<_T extends true>(): void {}

const db = defineResource({
  name: "db",
  acquire: () => Promise.resolve({ query: (text: string): string[] => [text] }),
  release: () => {},
});
const cache = defineResource({
  name: "cache",
  acquire: () => new Map<string, string>(),
  release: (cache) => cache.clear(),
});

Deno.test("defineResource() infers the value, and the values of what is needed", () => {
  isTrue<Same<typeof cache, Resource<Map<string, string>>>>();
  const api = defineResource({
    name: "api",
    needs: { db, cache },
    acquire: ({ needs: { db, cache }, signal }) => {
      isTrue<Same<typeof db, { query: (text: string) => string[] }>>();
      isTrue<Same<typeof cache, Map<string, string>>>();
      isTrue<Same<typeof signal, AbortSignal>>();
      return { rows: db.query("select 1"), size: cache.size };
    },
    release: (api) => api.size.toFixed(),
  });
  isTrue<Same<typeof api, Resource<{ rows: string[]; size: number }>>>();
});

Deno.test("defineResource() infers from a method as well, and with needs written last", () => {
  const api = defineResource({
    name: "api",
    async acquire({ needs: { store } }) {
      isTrue<Same<typeof store, Map<string, string>>>();
      return await Promise.resolve(store.size);
    },
    release(size) {
      isTrue<Same<typeof size, number>>();
    },
    needs: { store: cache },
  });
  isTrue<Same<typeof api, Resource<number>>>();
});

Deno.test("defineResource() knows no needs but those it is given", () => {
  defineResource({
    name: "api",
    needs: { db },
    // @ts-expect-error there is no "cache" among them
    acquire: ({ needs }) => needs.cache,
    release: () => {},
  });
  defineResource({
    name: "api",
    // @ts-expect-error there are none at all
    acquire: ({ needs }) => needs.db,
    release: () => {},
  });
});

Deno.test("Resource can stand for one of a wider type, as it is handed back only what it made", () => {
  const all: Resource<unknown>[] = [db, cache];
  const sized: Resource<{ readonly size: number }> = cache;
  // @ts-expect-error it has no such property
  const other: Resource<{ readonly length: number }> = cache;
  void [all, sized, other];
});
