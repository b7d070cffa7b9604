// deno-lint-ignore-file no-explicit-any -- generated
/**
 * What `typia generate` (typia 9.7.2) makes of `createIs<Order>()`, `createIs<number &
 * tags.MultipleOf<1>>()` and `createIs<string>()`, without the types that only its compiler reads: it
 * needs a build step, which nothing else here has.
 *
 * @module
 */

/** What is saved, as typia is told: `amount` is a `number & tags.Minimum<0>`. */
interface Order {
  readonly id: string;
  readonly amount: number;
  readonly tags: readonly string[];
}

/** Tells whether a value is an order. */
export const isOrder: (input: any) => input is Order = (() => {
  const _io0 = (input: any): boolean =>
    "string" === typeof input.id && ("number" === typeof input.amount && 0 <= input.amount) &&
    (Array.isArray(input.tags) && input.tags.every((elem: any) => "string" === typeof elem));
  return (input: any): input is Order => "object" === typeof input && null !== input && _io0(input);
})();

/** Tells whether a value is an integer. */
export const isInteger: (input: any) => input is number = (() => {
  return (input: any): input is number => "number" === typeof input && input % 1 === 0;
})();

/** Tells whether a value is a text. */
export const isText: (input: any) => input is string = (() => {
  return (input: any): input is string => "string" === typeof input;
})();
