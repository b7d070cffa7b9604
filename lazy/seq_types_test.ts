import { AsyncSeq, asyncSeq, type Page, range, type Seq, seq } from "./mod.ts";

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends (<X>() => X extends B ? 1 : 2) ? true
  : false;

/** Compiles only if the two types are the same. */
function assertType<A, B>(_isEqual: Equal<A, B>): void {}

Deno.test("Seq infers item types through a pipeline", () => {
  const mixed = seq([1, "a", null]);
  const texts = mixed.filter((item) => typeof item === "string");
  assertType<typeof texts, Seq<string>>(true);
  const pairs = range(0, 2).zip(["a"]).chunks(2);
  assertType<typeof pairs, Seq<[number, string][]>>(true);
  const joined = range(0, 2).concat(["a"]);
  assertType<typeof joined, Seq<number | string>>(true);
  const pages = seq(new Set(["a"])).pages(2);
  assertType<typeof pages, Seq<Page<string>>>(true);
  const found = mixed.find((item) => item !== null);
  assertType<typeof found, string | number | null | undefined>(false);
  assertType<typeof found, string | number | undefined>(true);
  const grouped = range(0, 2).groupBy((n) => n % 2 === 0);
  assertType<typeof grouped, Map<boolean, number[]>>(true);
  // @ts-expect-error TS2684: only numbers can be added up without a callback
  const add = () => seq(["a"]).sum();
  void add;
});

Deno.test("AsyncSeq infers what promises and async callbacks resolve to", () => {
  const numbers = asyncSeq([Promise.resolve(1), 2]);
  assertType<typeof numbers, AsyncSeq<number>>(true);
  const texts = numbers.map(async (n) => await String(n));
  assertType<typeof texts, AsyncSeq<string>>(true);
  const parts = numbers.flatMap(async (n) => await [String(n)]);
  assertType<typeof parts, AsyncSeq<string>>(true);
  const later = seq([Promise.resolve(1)]).toAsync();
  assertType<typeof later, AsyncSeq<number>>(true);
  const fetched = AsyncSeq.fromPages((cursor: string | undefined) => ({
    items: [1],
    next: cursor,
  }));
  assertType<typeof fetched, AsyncSeq<number>>(true);
  const streamed = texts.toReadableStream();
  assertType<typeof streamed, ReadableStream<string>>(true);
});
