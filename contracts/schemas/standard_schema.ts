/**
 * A schema of any vendor, as <https://standardschema.dev> (version 1) defines it. Zod, Valibot,
 * ArkType and many others provide it; every place of this module that takes a schema takes these.
 *
 * @typeParam Input What the schema takes.
 * @typeParam Output What a value is known to be once the schema has accepted it.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The part that Standard Schema defines. */
  readonly "~standard": StandardSchemaProps<Input, Output>;
}

/** The part of a schema that Standard Schema defines. */
export interface StandardSchemaProps<Input = unknown, Output = Input> {
  /** Version of Standard Schema. */
  readonly version: 1;
  /** Name of the library that made the schema. */
  readonly vendor: string;
  /** Validates a value; an answer without issues accepts it. */
  readonly validate: (
    value: unknown,
  ) => StandardResult<Output> | PromiseLike<StandardResult<Output>>;
  /** The types of the schema; never there at run time. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  /** Writes the schema as JSON Schema, as Standard JSON Schema defines it; not all vendors do. */
  readonly jsonSchema?: StandardJsonSchema | undefined;
}

/** How a schema writes itself as JSON Schema; throws where it has no such form. */
export interface StandardJsonSchema {
  /** Describes what the schema takes. */
  readonly input: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
  /** Describes what a value is once the schema has accepted it. */
  readonly output: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
}

/** Options of {@linkcode StandardJsonSchema}. */
export interface StandardJsonSchemaOptions {
  /** Version of JSON Schema; those of this module know `"draft-2020-12"` and `"draft-07"`. */
  readonly target: string;
  /** What only one vendor knows; those of this module know nothing of the kind. */
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

/** The part of a schema of this module that Standard Schema and Standard JSON Schema define. */
export interface OwnStandardProps<T> extends StandardSchemaProps<T, T> {
  /** Writes the schema as JSON Schema. */
  readonly jsonSchema: StandardJsonSchema;
}

/**
 * Any schema whose accepted values are of one type, whatever its input: what this module asks for.
 *
 * @typeParam T What a value is known to be once the schema has accepted it.
 */
export interface SchemaFor<T> {
  // Without the input type, a schema such as `unknown()` can take T from the place it stands in.
  /** The part that Standard Schema defines. */
  readonly "~standard": Pick<StandardSchemaProps<unknown, T>, "version" | "vendor" | "validate"> & {
    /** The type of the schema; never there at run time. */
    readonly types?: { readonly output: T } | undefined;
  };
}

/** What a schema answers. */
export type StandardResult<Output> =
  | {
    /** The accepted value. */
    readonly value: Output;
    /** Absent when the value was accepted. */
    readonly issues?: undefined;
  }
  | {
    /** What is wrong with a refused value. */
    readonly issues: readonly StandardIssue[];
  };

/** One reason why a schema refuses a value. */
export interface StandardIssue {
  /** The reason in the words of the vendor. */
  readonly message: string;
  /** The way to the offending value: keys, or objects that hold one. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type of the values that a schema accepts. */
export type Infer<S extends StandardSchema> = NonNullable<S["~standard"]["types"]>["output"];
