import { type } from "arktype";
import * as v from "valibot";
import * as z from "zod";
import {
  integer,
  number,
  object,
  optional,
  predicate,
  type StandardSchema,
  string,
} from "../../mod.ts";
import type { MemberShape, MethodShape } from "../member_shape.ts";

import { NARROWED_PARAMETERS } from "./narrowed_parameters.ts";

/** A child that breaks the promise of its parent. */
export interface Mutant {
  readonly name: string;
  readonly parent: MemberShape;
  readonly child: MemberShape;
  /** Why no counterexample is found, where none is. */
  readonly missed?: string;
}

/** A method with one parameter. */
export function taking(
  schema: StandardSchema,
  examples: readonly unknown[] = [],
): MethodShape {
  const params = [{ name: "input", schema, optional: false }];
  return { kind: "sync", params, examples: examples.map((one) => ({ args: [one] })) };
}

/** A method with a result. */
export function giving(result: StandardSchema, kind: MethodShape["kind"] = "async"): MethodShape {
  return { kind, params: [], result };
}

function held(attribute: StandardSchema, writable: boolean = true): MemberShape {
  return { attribute, writable };
}

const zOrder = z.object({ id: z.string(), amount: z.number(), tags: z.array(z.string()) });
const isbn = z.string().refine((text) => /^97[89]\d{10}$/.test(text), "must be an ISBN");
const others: Mutant[] = [
  {
    name: "own: result may be undefined",
    parent: giving(string()),
    child: giving(optional(string())),
  },
  { name: "own: result widened", parent: giving(integer({ min: 0 })), child: giving(integer()) },
  {
    name: "zod: property of a result optional",
    parent: giving(zOrder),
    child: giving(zOrder.partial({ id: true })),
  },
  {
    name: "arktype: case added to a result",
    parent: giving(type("'a' | 'b'")),
    child: giving(type("'a' | 'b' | 'c'")),
  },
  {
    name: "valibot: result widened",
    parent: giving(v.pipe(v.string(), v.maxLength(5))),
    child: giving(v.string()),
  },
  {
    name: "zod: items of a generator",
    parent: giving(z.object({ n: z.int() }), "generator"),
    child: giving(z.object({ n: z.number() }), "generator"),
  },
  {
    name: "mixed: items of an async generator",
    parent: giving(zOrder, "asyncGenerator"),
    child: giving(object({ id: string(), amount: number() }), "asyncGenerator"),
  },
  {
    name: "own: attribute widened",
    parent: held(number({ max: 9 })),
    child: held(number({ max: 10 })),
  },
  { name: "zod: attribute narrowed", parent: held(z.string()), child: held(z.string().min(1)) },
  {
    name: "valibot: read-only attribute widened",
    parent: held(v.boolean(), false),
    child: held(v.nullable(v.boolean()), false),
  },
  {
    name: "zod: hidden rule, with an example",
    parent: taking(isbn, ["9783161484100"]),
    child: taking(isbn.refine((text) => text < "978"), ["9783161484100"]),
  },
  {
    name: "zod: hidden rule, without an example",
    parent: taking(isbn),
    child: taking(isbn.refine((text) => text < "978")),
    missed: "no text that the parent accepts is known",
  },
  {
    name: "own: one value in the middle",
    parent: taking(integer()),
    child: taking(
      predicate((value) => Number.isInteger(value) && value !== 4711, "one of the good integers"),
    ),
    missed: "nothing points to the one value",
  },
];

/** Mutants of every vendor, of parameters, results and attributes. */
export const MUTANTS: readonly Mutant[] = [
  ...NARROWED_PARAMETERS.map(([name, parent, child]) => ({
    name,
    parent: taking(parent),
    child: taking(child),
  })),
  ...others,
];
