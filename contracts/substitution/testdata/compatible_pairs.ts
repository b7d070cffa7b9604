import { type } from "arktype";
import fc from "fast-check";
import * as v from "valibot";
import * as z from "zod";
import {
  array,
  boolean,
  integer,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type StandardSchema,
  string,
} from "../../mod.ts";

/** What a schema asks for, independent of who makes it. */
export type Shape =
  | { readonly is: "boolean" }
  | { readonly is: "string"; readonly minLength: number }
  | { readonly is: "number" | "integer"; readonly min: number; readonly max: number }
  | { readonly is: "oneOf"; readonly values: readonly string[] }
  | { readonly is: "nullable" | "array"; readonly inner: Shape }
  | { readonly is: "object"; readonly properties: readonly Property[] };

interface Property {
  readonly key: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

/** Two shapes of which the second accepts all that the first accepts. */
export interface ShapePair {
  readonly narrow: Shape;
  readonly wide: Shape;
}

const bound = fc.integer({ min: 0, max: 20 });
const words = fc.subarray(["a", "b", "red", "green", "blue"], { minLength: 1 });

function scalars(): fc.Arbitrary<ShapePair> {
  const range = fc.tuple(
    fc.constantFrom("number", "integer"),
    bound,
    bound,
    bound,
    bound,
    fc.boolean(),
  );
  return fc.oneof(
    fc.constant<ShapePair>({ narrow: { is: "boolean" }, wide: { is: "boolean" } }),
    fc.tuple(bound, bound).map(([length, less]): ShapePair => ({
      narrow: { is: "string", minLength: length },
      wide: { is: "string", minLength: Math.max(0, length - less) },
    })),
    range.map(([is, min, size, below, above, fraction]): ShapePair => ({
      narrow: { is, min, max: min + size },
      // From 3 to 3 there are as many integers as numbers.
      wide: {
        is: fraction && below + size + above > 0 ? "number" : is,
        min: min - below,
        max: min + size + above,
      },
    })),
    fc.tuple(words, words).map(([values, more]): ShapePair => ({
      narrow: { is: "oneOf", values },
      wide: { is: "oneOf", values: [...new Set([...values, ...more])] },
    })),
  );
}

/** Pairs of shapes, the second made from the first by steps that only let more in. */
export const pairs: fc.Arbitrary<ShapePair> = fc.letrec<{ pair: ShapePair }>((tie) => ({
  pair: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars(),
    tie("pair").map(({ narrow, wide }): ShapePair => ({
      narrow: { is: "array", inner: narrow },
      wide: { is: "array", inner: wide },
    })),
    fc.tuple(tie("pair"), fc.boolean()).map(([pair, isWidened]): ShapePair => {
      if (pair.wide.is === "nullable") return pair;
      return {
        narrow: isWidened ? pair.narrow : { is: "nullable", inner: pair.narrow },
        wide: { is: "nullable", inner: pair.wide },
      };
    }),
    fc.uniqueArray(
      fc.record({
        key: fc.constantFrom("id", "amount", "tags", "note", "to"),
        pair: tie("pair"),
        step: fc.constantFrom("keep", "keep", "loosen", "both", "drop"),
      }),
      { selector: ({ key }) => key, minLength: 1, maxLength: 4 },
    ).map((properties): ShapePair => ({
      narrow: {
        is: "object",
        properties: properties.map(({ key, pair, step }) => ({
          key,
          shape: pair.narrow,
          optional: step === "both",
        })),
      },
      wide: {
        is: "object",
        properties: properties.filter(({ step }) => step !== "drop").map(({ key, pair, step }) => ({
          key,
          shape: pair.wide,
          optional: step !== "keep",
        })),
      },
    })),
  ),
})).pair;

/** Makes a schema of a shape. */
export type Maker = (shape: Shape) => StandardSchema;

export const own: Maker = (shape) => {
  switch (shape.is) {
    case "boolean":
      return boolean();
    case "string":
      return string({ minLength: shape.minLength });
    case "number":
      return number({ min: shape.min, max: shape.max });
    case "integer":
      return integer({ min: shape.min, max: shape.max });
    case "oneOf":
      return oneOf(shape.values);
    case "nullable":
      return nullable(own(shape.inner));
    case "array":
      return array(own(shape.inner));
    case "object":
      return object(entries(shape.properties, own, optional));
  }
};

export const zod = (shape: Shape): z.ZodType => {
  switch (shape.is) {
    case "boolean":
      return z.boolean();
    case "string":
      return z.string().min(shape.minLength);
    case "number":
      return z.number().min(shape.min).max(shape.max);
    case "integer":
      return z.int().min(shape.min).max(shape.max);
    case "oneOf":
      return z.enum([...shape.values]);
    case "nullable":
      return zod(shape.inner).nullable();
    case "array":
      return z.array(zod(shape.inner));
    case "object":
      return z.object(entries(shape.properties, zod, (inner) => inner.optional()));
  }
};

export const valibot = (shape: Shape): v.GenericSchema => {
  switch (shape.is) {
    case "boolean":
      return v.boolean();
    case "string":
      return v.pipe(v.string(), v.minLength(shape.minLength));
    case "number":
      return v.pipe(v.number(), v.minValue(shape.min), v.maxValue(shape.max));
    case "integer":
      return v.pipe(v.number(), v.safeInteger(), v.minValue(shape.min), v.maxValue(shape.max));
    case "oneOf":
      return v.picklist(shape.values);
    case "nullable":
      return v.nullable(valibot(shape.inner));
    case "array":
      return v.array(valibot(shape.inner));
    case "object":
      return v.object(entries(shape.properties, valibot, (inner) => v.optional(inner)));
  }
};

export const arktype = (shape: Shape): type => {
  switch (shape.is) {
    case "boolean":
      return type.boolean as never;
    case "string":
      return type.string.atLeastLength(shape.minLength) as never;
    case "number":
      return type.number.atLeast(shape.min).atMost(shape.max) as never;
    case "integer":
      return type.keywords.number.integer.atLeast(shape.min).atMost(shape.max) as never;
    case "oneOf":
      return type.enumerated(...shape.values) as never;
    case "nullable":
      return arktype(shape.inner).or("null") as never;
    case "array":
      return arktype(shape.inner).array() as never;
    case "object":
      return type.raw(Object.fromEntries(
        shape.properties.map((
          { key, shape, optional },
        ) => [optional ? `${key}?` : key, arktype(shape)]),
      )) as never;
  }
};

function entries<T>(
  properties: readonly Property[],
  make: (shape: Shape) => T,
  loosen: (schema: T) => T,
): Record<string, T> {
  return Object.fromEntries(
    properties.map(({ key, shape, optional }) => [
      key,
      optional ? loosen(make(shape)) : make(shape),
    ]),
  );
}
