import { acquireAll, defineResource, Scope } from "../mod.ts";

/** Whether two types are the same, `any` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

function isTrue<_T extends true>(): void {}

Deno.test("acquireAll() answers each value under its key", async () => {
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
  await using scope = new Scope("job");
  const all = await acquireAll(scope, { db, store: cache });
  isTrue<
    Same<typeof all, { db: { query: (text: string) => string[] }; store: Map<string, string> }>
  >();
  const byHand = { name: "number", acquire: () => 1, release: () => {} };
  const { one } = await acquireAll(scope, { one: byHand });
  isTrue<Same<typeof one, number>>();
  // @ts-expect-error a number is no resource
  await acquireAll(scope, { one: 1 }).catch(() => {});
  // @ts-expect-error nor is it a set of them
  await acquireAll(scope, 1).catch(() => {});
});
