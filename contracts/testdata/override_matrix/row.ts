import { type Contract, contract, predicate, type Schema } from "../../mod.ts";
import type { Blame } from "../../violation.ts";
import type { Form } from "./form.ts";

/** Any contract of the matrix. */
// deno-lint-ignore no-explicit-any
export type AnyContract = Contract<any, any>;

/** What the text of a row makes: classes by name, and what they were before. */
// deno-lint-ignore no-explicit-any
export type Made = Readonly<Record<string, any>>;

/** One line of the matrix, to be run in every form that it fits. */
export interface Row {
  readonly name: string;
  /** Whether it is about one class, without a parent and under one contract. @default {false} */
  readonly isPlain?: boolean;
  /** The contracts by the names under which the text knows them. */
  contracts(world: World): Readonly<Record<string, AnyContract>>;
  /** The text of the classes; what it passes to `keep` is made. */
  text(form: Form): string;
  /** What must be true of them. */
  expect(made: Made, contracts: Readonly<Record<string, AnyContract>>): Expectation;
}

/** What must be true of a class. */
export interface Expectation {
  /** A call that keeps the contract, and what comes of it. */
  readonly right: () => unknown;
  readonly value: unknown;
  /** How often such a call looks at an argument and at an answer. @default {1} */
  readonly looks?: { readonly arguments: number; readonly answers: number };
  /** Calls that do not keep it, and what is told of them. */
  readonly told: readonly Told[];
  /** Functions that keep their names and lengths: holder, key, name, length. */
  readonly functions: readonly (readonly [object, PropertyKey, string, number])[];
  /** What must be as it was: an object, and its properties before the class was defined. */
  readonly untouched?: readonly (readonly [object, object])[];
  /** Whether switching off puts the originals back; not where the class is frozen. @default {true} */
  readonly canSwitch?: boolean;
  /** Whatever else there is to say. */
  readonly also?: () => void | Promise<void>;
}

/** A call that does not keep a contract. */
export interface Told {
  readonly run: () => unknown;
  readonly className: string;
  readonly member: string;
  readonly kind: string;
  readonly blame: Blame;
  /** Where several could say so. */
  readonly contracts?: readonly string[];
}

/** Schemas that count how often they are asked. */
export class World {
  readonly looks = { arguments: 0, answers: 0 };

  /** A schema for arguments of some types. */
  argument(...types: readonly string[]): Schema<unknown> {
    return predicate((value) => {
      this.looks.arguments++;
      return types.includes(typeof value);
    }, types.join(" or "));
  }

  /** A schema for answers, which takes all but one. */
  answer(): Schema<unknown> {
    return predicate((value) => {
      this.looks.answers++;
      return value !== "bad";
    }, 'anything but "bad"');
  }

  /** A contract over one method, `m(n)`. */
  method(id: string, options: { kind?: string; types?: string[] } = {}): AnyContract {
    const { kind = "sync", types = ["number"] } = options;
    const answer = kind === "sync" || kind === "async" ? "returns" : "yields";
    return anyContract(id, {
      members: {
        m: { kind, params: [["n", this.argument(...types)]], [answer]: this.answer() },
      },
    });
  }
}

/** A contract whose specification the compiler does not look at. */
export function anyContract(id: string, spec: Readonly<Record<string, unknown>>): AnyContract {
  return contract(id, spec as never) as AnyContract;
}

/** The properties of an object at this moment. */
export function snapshot(object: object): object {
  return Object.getOwnPropertyDescriptors(object);
}
