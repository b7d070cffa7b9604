import type { SchemaProblem } from "./schema_problem.ts";
import type { StandardSchema } from "./standard_schema.ts";

/** How this module checks values, whoever made the schema. */
export interface Checker extends SchemaParts {
  /** The schema that it stands for. */
  readonly schema: StandardSchema;
  /** What the schema asks for. */
  readonly expected: string;
  /**
   * Tells whether a value is accepted, without creating anything. Throws an `AsyncSchemaError` where
   * only a promise could tell.
   */
  readonly test: (value: unknown) => boolean;
  /** Adds every problem of a refused value to a list. */
  readonly explain: Explain;
  /**
   * Checks a value and returns what the schema makes of it; without it, the value itself. Throws an
   * `AsyncSchemaError` where only a promise could tell.
   */
  readonly parse?: (value: unknown, path?: readonly PropertyKey[]) => Parsed;
  /** The same, but waits where only a promise can tell. */
  readonly parseAsync?: (value: unknown, path?: readonly PropertyKey[]) => Promise<Parsed>;
}

/** What a schema makes of a value, or why it refuses it. */
export type Parsed =
  | { readonly value: unknown; readonly problems?: undefined }
  | { readonly problems: readonly SchemaProblem[] };

/** What a schema can do beyond its test. */
export interface SchemaParts {
  /** Lists the problems of a refused value; needed for values that hold others. */
  readonly explain?: Explain;
  /** Whether it is made for what may be left out. */
  readonly optional?: boolean;
  /** Writes the test as code; without it the test is called. */
  readonly emit?: Emit | undefined;
  /** Writes the schema as JSON Schema; without it there is no such form. */
  readonly json?: ((writer: JsonWriter) => JsonSchema) | undefined;
}

/** Adds every problem of a value to a list; called only for values that the test refused. */
export type Explain = (value: unknown, path: readonly PropertyKey[], into: SchemaProblem[]) => void;

/** Writes a test as a JavaScript expression over an identifier. */
export type Emit = (code: Code, value: string) => string;

/** What a schema needs in order to write itself as JavaScript. */
export interface Code {
  /** Writes the test of another schema over an identifier. */
  check(checker: Checker, value: string): string;
  /** Brings a value into the code, and returns its identifier. */
  constant(value: unknown): string;
  /** Returns the identifier of a new variable. */
  name(): string;
  /** Defines a function of one value by its body, and returns its identifier. */
  define(body: (value: string) => string): string;
}

/** A schema of JSON Schema. */
export type JsonSchema = Record<string, unknown>;

/** What a schema needs in order to write itself as JSON Schema. */
export interface JsonWriter {
  /** Version of JSON Schema. */
  readonly target: "draft-2020-12" | "draft-07";
  /** Whether to describe what a schema takes, or what it makes of that. */
  readonly side: "input" | "output";
  /** Writes another schema. */
  write(checker: Checker): JsonSchema;
  /** Writes another schema that may hold itself: once, with references to it. */
  refer(checker: Checker): JsonSchema;
  /** Takes in what another library wrote as a whole. */
  embed(whole: JsonSchema): JsonSchema;
}
