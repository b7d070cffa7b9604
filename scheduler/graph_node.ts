/**
 * A task of a graph, to be named as a parent of others.
 *
 * @typeParam O Type of its result.
 */
export interface GraphNode<O> {
  /** Name of the task, unique in its graph. */
  readonly name: string;
  /** Carries the type of the result; never set. */
  readonly types?: { readonly output: O };
}

/** The results of parents, in the order in which the parents are given. */
export type ParentResults<P extends readonly GraphNode<unknown>[]> = {
  -readonly [K in keyof P]: P[K] extends GraphNode<infer O> ? O : never;
};
