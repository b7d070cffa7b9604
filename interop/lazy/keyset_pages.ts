/**
 * How do I show a filtered table of PostgreSQL page by page, one request at a time?
 *
 * Rows are read by keyset, `WHERE id > $1 ORDER BY id LIMIT n`, which an index answers at any depth.
 * What the filter lets through makes pages of its own size. A request begins with the cursor that
 * the answer before has carried: it queries from there on, and never what came before.
 *
 * Run it: DATABASE_URL=postgres://… deno run -A interop/lazy/keyset_pages.ts
 *
 * @module
 */
import { AsyncSeq, type CursorCodec } from "@weir/std/lazy";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import pg from "pg";

/** A row of the table. */
export interface Order {
  readonly id: number;
  readonly city: string;
  readonly total: number;
}

/** What a request is answered with. */
export interface Answer {
  readonly ids: readonly number[];
  readonly page: number | undefined;
  readonly next: string | null;
  /** The keys that queries of this request began after. */
  readonly queried: readonly (number | undefined)[];
}

const QUERIED = 100;
const SHOWN = 20;

/** Cursors that nobody else can make, as a cursor says which key is queried. */
export function signed(secret: string): CursorCodec {
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest();
  return {
    encode: (text) =>
      `${Buffer.from(text).toString("base64url")}.${sign(text).toString("base64url")}`,
    decode(token) {
      const [body = "", signature = ""] = token.split(".");
      const text = Buffer.from(body, "base64url").toString();
      const given = Buffer.from(signature, "base64url");
      const expected = sign(text);
      if (given.length === expected.length && timingSafeEqual(given, expected)) return text;
      throw new Error("Cannot trust the cursor as its signature is wrong");
    },
  };
}

/** Answers a request for the next dear orders. */
export async function answer(
  client: pg.ClientBase,
  codec: CursorCodec,
  after: string | undefined,
): Promise<Answer> {
  const queried: (number | undefined)[] = [];
  const orders = AsyncSeq.fromPages(async (id: number | undefined) => {
    queried.push(id);
    const { rows } = await client.query<Order>(
      "SELECT id, city, total FROM orders WHERE id > $1 ORDER BY id LIMIT $2",
      [id ?? 0, QUERIED],
    );
    return { items: rows, next: rows.length === QUERIED ? rows.at(-1)!.id : null };
  });
  const pages = orders.filter((order) => order.total >= 70).pages(SHOWN, { after, codec });
  const page = await pages.first();
  return {
    ids: page?.items.map(({ id }) => id) ?? [],
    page: page?.number,
    next: page?.cursor ?? null,
    queried,
  };
}

/** Makes a table of a thousand orders that goes away with the connection. */
export async function fillTable(client: pg.ClientBase): Promise<void> {
  await client.query(
    "CREATE TEMPORARY TABLE orders (id int PRIMARY KEY, city text NOT NULL, total int NOT NULL)",
  );
  await client.query(
    "INSERT INTO orders SELECT n, (ARRAY['Oslo', 'Bern', 'Lima'])[1 + n % 3], n * 37 % 100 " +
      "FROM generate_series(1, 1000) AS n",
  );
}

if (import.meta.main) {
  const client = new pg.Client({ connectionString: Deno.env.get("DATABASE_URL") ?? "" });
  await client.connect();
  await fillTable(client);
  const codec = signed("a secret");
  let after: string | undefined;
  do {
    const { ids, page, next, queried } = await answer(client, codec, after);
    const keys = queried.map((id) => id ?? "the start").join(", ");
    console.log(`page ${page}: orders ${ids[0]} to ${ids.at(-1)}, queried after ${keys}`);
    assert.ok(queried.length <= 3);
    after = next ?? undefined;
  } while (after !== undefined);
  await client.end();
}
