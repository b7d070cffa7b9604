import fc from "fast-check";
import assert from "node:assert/strict";
import { AsyncSeq } from "../async_seq.ts";
import { CursorError } from "../errors.ts";
import { range } from "../range.ts";
import { type Seq, seq } from "../seq.ts";
import { base64url } from "./cursor_codec.ts";
import { hash } from "./fingerprint.ts";

const items = Array.from({ length: 50 }, (_, index) => index);
const odd = seq(items).filter((n) => n % 2 === 1).map((n) => n * 2);
const numbers = range(0, Infinity).distinct();

function cursorOf(sequence: Seq<unknown>, number = 2): string {
  return sequence.pages(3).drop(number - 1).first()!.cursor!;
}

/** A cursor with other fields, and the right sum. */
function forge(cursor: string, change: (fields: Record<string, unknown>) => unknown): string {
  const fields = JSON.parse(base64url.decode(cursor));
  delete fields.k;
  const changed = change(fields) ?? fields;
  const body = JSON.stringify(changed).slice(0, -1);
  return base64url.encode(`${body},"k":"${hash(body)}"}`);
}

function isRefusal(error: unknown): boolean {
  assert.ok(error instanceof CursorError, String(error));
  assert.match(error.message, /^Cannot go on after a page as "after" .*start from the first page$/);
  return true;
}

function refuses(sequence: Seq<unknown>, after: string): void {
  assert.throws(() => sequence.pages(3, { after }).first(), isRefusal, after);
}

Deno.test("Seq.pages refuses a cursor of which any character is changed or missing", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n\0é";
  for (const sequence of [odd, numbers]) {
    const cursor = cursorOf(sequence);
    for (let at = 0; at < cursor.length; at++) {
      for (const char of alphabet) {
        if (char !== cursor[at]) {
          refuses(sequence, cursor.slice(0, at) + char + cursor.slice(at + 1));
        }
      }
      refuses(sequence, cursor.slice(0, at));
      refuses(sequence, cursor.slice(0, at) + cursor.slice(at + 1));
    }
    refuses(sequence, cursor + "A");
    refuses(sequence, cursor + " ");
  }
});

Deno.test("Seq.pages refuses text that is no cursor as malformed", () => {
  const json = ["", "null", "1", "[]", "{}", '"a"', "{", '{"v":1}', '{"v":"1","p":""}'];
  const texts = ["", "?", "null", "%00", "🙂", ...json.map((text) => base64url.encode(text))];
  const deep = base64url.encode("[".repeat(100_000));
  for (const after of [...texts, deep]) {
    assert.throws(
      () => odd.pages(3, { after }),
      { name: "CursorError", fault: "malformed" },
      after.slice(0, 20),
    );
    if (after !== deep) refuses(odd, after);
  }
});

Deno.test("Seq.pages refuses a cursor of another version as foreign", () => {
  for (const v of [0, 2, 1e9]) {
    const after = forge(cursorOf(odd), (fields) => ({ ...fields, v }));
    assert.throws(() => odd.pages(3, { after }), {
      name: "CursorError",
      fault: "foreign",
      message: /another sequence/,
    });
  }
});

Deno.test("Seq.pages refuses a cursor of another plan as foreign", () => {
  const plan = () => range(0, 99).filter((n) => n > 3).take(50);
  const others: Seq<unknown>[] = [
    range(0, 99).filter((n) => n > 3).take(51),
    range(0, 99).take(50).filter((n) => n > 3),
    range(0, 99).filter((n) => n > 3),
    seq(items).filter((n) => n > 3).take(50),
    seq(new Set(items)).filter((n) => n > 3).take(50),
    plan().pages(2),
    plan().concat(range(0, 1)),
  ];
  const cursor = cursorOf(plan());
  assert.deepEqual(plan().pages(3, { after: cursor }).first()?.number, 3);
  for (const other of others) {
    const refusal = { name: "CursorError", message: /only good for the same operators/ };
    assert.throws(() => other.pages(3, { after: cursor }), refusal);
    assert.throws(() => plan().pages(3, { after: cursorOf(other) }), refusal);
  }
  const refusal = { name: "CursorError", fault: "foreign" };
  const pagesOf = (size: number) => range(0, 99).pages(size);
  assert.throws(() => pagesOf(3).pages(3, { after: cursorOf(pagesOf(2)) }), refusal);
  const concatOf = (other: Iterable<number>) => range(0, 99).concat(other);
  assert.throws(() => concatOf([1]).pages(3, { after: cursorOf(concatOf(new Set())) }), refusal);
});

Deno.test("Seq.pages refuses figures that no run can have come to", () => {
  const plan = seq(items).drop(4).filter((n) => n % 2 === 1).takeWhile((n) => n < 45)
    .dropWhile((n) => n < 7).flatMap((n) => [n, n, n]).chunks(2).take(40);
  const cursor = cursorOf(plan, 4);
  const fields = JSON.parse(base64url.decode(cursor));
  assert.equal(plan.pages(3, { after: forge(cursor, () => undefined) }).first()?.number, 5);
  const bad = [
    -1,
    1.5,
    1e300,
    2 ** 53,
    -0.5,
    "1",
    "__proto__",
    null,
    true,
    [],
    {},
    [1],
    1e6,
    2 ** 52,
  ];
  const figures = (fields.s as number[]).length;
  for (const value of bad) {
    for (const field of ["i", "n", "z", "s"]) {
      refuses(plan, forge(cursor, (fields) => ({ ...fields, [field]: value })));
    }
    for (let at = 0; at < figures; at++) {
      // How far an expansion goes is not known before it is expanded.
      refuses(
        plan,
        forge(cursor, ({ s, ...rest }) => ({ ...rest, s: (s as []).with(at, value as never) })),
      );
    }
  }
  for (const s of [[], fields.s.slice(1), fields.s.slice(0, -1), [...fields.s, 0]]) {
    refuses(plan, forge(cursor, (fields) => ({ ...fields, s })));
  }
  refuses(plan, forge(cursor, (fields) => ({ ...fields, i: 0, n: 0 })));
  refuses(plan, forge(cursor, (fields) => ({ ...fields, n: 2 })));
});

Deno.test("Seq.pages refuses or reads items of the sequence, whatever the figures of a cursor are", () => {
  const plan = seq(items).filter((n) => n % 3 > 0).map((n, index) => n * 100 + index)
    .flatMap((n) => [n, n + 0.5]);
  const all = plan.toArray();
  const cursor = cursorOf(plan);
  const figure = fc.oneof(fc.nat(60), fc.maxSafeNat());
  fc.assert(fc.property(figure, fc.array(figure, { minLength: 5, maxLength: 5 }), (i, s) => {
    const after = forge(cursor, (fields) => ({ ...fields, i, n: 0, s }));
    let page;
    try {
      page = plan.pages(3, { after }).first();
    } catch (error) {
      return assert.ok(isRefusal(error));
    }
    // Indexes are told by the cursor, the items of the source are not.
    assert.ok((page?.items ?? []).every((item) => Math.trunc(item / 100) % 3 > 0));
    assert.ok(i <= all.length);
  }));
});

Deno.test("Seq.pages takes no cursor that would skip more items than anybody waits for", () => {
  const cursor = cursorOf(numbers);
  const skipping = (i: number) => forge(cursor, (fields) => ({ ...fields, i, n: 0 }));
  assert.equal(numbers.pages(3, { after: skipping(1_000) }).first()?.items[0], 1_000);
  for (const i of [1e9 + 1, Number.MAX_SAFE_INTEGER]) refuses(numbers, skipping(i));
  refuses(numbers, forge(cursor, (fields) => ({ ...fields, s: [6] })));
  const endless = range(0, 9).flatMap(() => range(0, Infinity)).filter(() => true);
  const inside = cursorOf(endless);
  refuses(endless, forge(inside, (fields) => ({ ...fields, s: [0, 0, 1e15, 1e15], i: 9, n: 0 })));
});

Deno.test("Seq.pages refuses a cursor beyond the end of a source that has become shorter", () => {
  const shorter = seq([1, 2, 3]).filter((n) => n > 0).map((n) => n);
  refuses(shorter, cursorOf(odd));
  const growing = [...items];
  for (const plan of [seq(growing).distinct(), seq(growing).flatMap((n) => growing.map(() => n))]) {
    growing.length = 50;
    const cursor = cursorOf(plan, 3);
    growing.length = 2;
    refuses(plan, cursor);
  }
  const generated = range(0, 9).flatMap(function* (n) {
    yield* growing.map((m) => m + n);
  });
  growing.push(...items);
  const cursor = cursorOf(generated, 5);
  growing.length = 4;
  refuses(generated, cursor);
});

Deno.test("Seq.pages passes on what a codec throws and refuses what is no text", () => {
  const failure = new Error("not signed");
  const codec = {
    encode: (text: string) => text,
    decode: (): string => {
      throw failure;
    },
  };
  assert.throws(() => odd.pages(3, { after: "x", codec }), (error) => error === failure);
  const wrong = { ...codec, decode: () => 1 as never };
  assert.throws(() => odd.pages(3, { after: "x", codec: wrong }), {
    name: "CursorError",
    fault: "malformed",
  });
});

Deno.test("AsyncSeq.pages refuses hostile cursors of fetched pages", async () => {
  let fetches = 0;
  const pages = AsyncSeq.fromPages((after: number | undefined) => {
    fetches++;
    return { items: [1, 2, 3, 4, 5, 6, 7], next: (after ?? 0) + 1 };
  }).map((n) => n);
  const cursor = (await pages.pages(3).first())!.cursor!;
  fetches = 0;
  for (const position of [0, null, [], [1], [1, -1], [1, "2"], [1, 2, 3], { 0: 1, 1: 2 }]) {
    const after = forge(
      cursor,
      ({ s, ...rest }) => ({ ...rest, s: (s as []).with(0, position as never) }),
    );
    assert.throws(() => pages.pages(3, { after }), isRefusal);
  }
  assert.equal(fetches, 0);
});
