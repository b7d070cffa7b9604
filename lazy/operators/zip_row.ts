/** Options of zipping when none are given. */
export interface Shortest {
  /** Ends with the shortest source. */
  /** Ends with the source that ends first. */
  readonly mode: "shortest";
}

/** Item type of what a sync sequence can read. */
export type ItemOf<S> = S extends () => infer R ? ItemOf<R>
  : S extends Iterable<infer T> ? T
  : S extends Iterator<infer T> ? T
  : never;

/** Item type of what an async sequence can read. */
export type AsyncItemOf<S> = S extends () => infer R ? AsyncItemOf<R>
  : S extends AsyncIterable<infer T> ? T
  : S extends Iterable<infer T> ? Awaited<T>
  : S extends AsyncIterator<infer T> ? T
  : never;

/** What {@linkcode ItemOf} is called for in tuples and records of sources. */
export type ItemsOf<S> = S extends readonly unknown[] ? { -readonly [K in keyof S]: ItemOf<S[K]> }
  : S extends Iterable<infer E> ? ItemOf<E>[]
  : { -readonly [K in keyof S]: ItemOf<S[K]> };

/** What {@linkcode AsyncItemOf} is called for in tuples and records of sources. */
export type AsyncItemsOf<S> = S extends readonly unknown[]
  ? { -readonly [K in keyof S]: AsyncItemOf<S[K]> }
  : S extends Iterable<infer E> ? AsyncItemOf<E>[]
  : { -readonly [K in keyof S]: AsyncItemOf<S[K]> };

/** A row of zipped items, with what may stand in for them. */
export type Row<Items, O> = "mode" extends keyof O
  ? "longest" extends O["mode"] ? PaddedRow<Items, O> : Items
  : Items;

/** A row in which paddings may stand in for items. */
export type PaddedRow<Items, O> = O extends { readonly padding: infer P extends object }
  ? { [K in keyof Items]: Items[K] | PaddingAt<P, K> }
  : { [K in keyof Items]: Items[K] | undefined };

/** What stands in for the items of one source. */
export type PaddingAt<P, K> = P extends readonly unknown[]
  ? number extends P["length"] ? P[number] | undefined
  : K extends keyof P ? P[K]
  : undefined
  : P extends Iterable<infer V> ? V | undefined
  : K extends keyof P ? P[K]
  : undefined;
