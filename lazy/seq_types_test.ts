import assert from "node:assert/strict";
import { AsyncSeq, asyncSeq, type Page, range, Seq, seq } from "./mod.ts";

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

Deno.test("Seq.zip infers a tuple from the sources, the mode and the padding", () => {
  const rows = Seq.zip([range(0, 2), ["a"], () => new Set([true])]);
  assertType<typeof rows, Seq<[number, string, boolean]>>(true);
  const strict = Seq.zip([range(0, 2), ["a"]], { mode: "strict" });
  assertType<typeof strict, Seq<[number, string]>>(true);
  const longest = Seq.zip([range(0, 2), ["a"]], { mode: "longest" });
  assertType<typeof longest, Seq<[number | undefined, string | undefined]>>(true);
  const padded = Seq.zip([range(0, 2), ["a"]], { mode: "longest", padding: ["-"] });
  assertType<typeof padded, Seq<[number | "-", string | undefined]>>(true);
  const many = Seq.zip(new Set([range(0, 2)]));
  assertType<typeof many, Seq<number[]>>(true);
  const keyed = Seq.zipKeyed({ id: range(0, 2), name: ["a"] });
  assertType<typeof keyed, Seq<{ id: number; name: string }>>(true);
  const half = Seq.zipKeyed({ id: range(0, 2), name: ["a"] }, {
    mode: "longest",
    padding: { id: null },
  });
  assertType<typeof half, Seq<{ id: number | null; name: string | undefined }>>(true);
  const pairs = range(0, 2).zip(["a"], { mode: "longest" });
  assertType<typeof pairs, Seq<[number | undefined, string | undefined]>>(true);
  const all = Seq.concat([1], ["a"], () => [true]);
  assertType<typeof all, Seq<number | string | boolean>>(true);
  const turns = range(0, 2).interleave(["a"]);
  assertType<typeof turns, Seq<number | string>>(true);
});

Deno.test("AsyncSeq.zip infers what promises and streams hold", () => {
  const stream = range(0, 2).toReadableStream();
  const rows = AsyncSeq.zip([[Promise.resolve(1)], stream, asyncSeq(["a"])]);
  assertType<typeof rows, AsyncSeq<[number, number, string]>>(true);
  const keyed = AsyncSeq.zipKeyed({ id: [Promise.resolve(1)] });
  assertType<typeof keyed, AsyncSeq<{ id: number }>>(true);
});

Deno.test("Seq.through infers what an operator emits", () => {
  const texts = range(0, 2).through<string, null>({
    init: () => null,
    push: (_state, value, emit) => emit(value.toFixed()),
  });
  assertType<typeof texts, Seq<string>>(true);
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

Deno.test("Seq.partition and Seq.takeWhile narrow the items", () => {
  const mixed = seq<number | string>([1, "a", 2]);
  const isNumber = (value: number | string): value is number => typeof value === "number";
  const [numbers, texts]: [number[], string[]] = mixed.partition(isNumber);
  const first: number[] = mixed.takeWhile(isNumber).toArray();
  assert.deepEqual([numbers, texts, first], [[1, 2], ["a"], [1]]);
});
