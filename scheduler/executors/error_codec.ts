/**
 * What someone threw, as data that survives the way between threads. Structured clone loses the
 * name, the code and the errors of an `AggregateError`, and refuses what holds a function.
 */
export type EncodedThrown =
  | {
    /** It was an error. */
    readonly kind: "error";
    /** Its name. */
    readonly name: string;
    /** Its message. */
    readonly message: string;
    /** Its stack, where it was thrown. */
    readonly stack?: string;
    /** Its code, if it is a string or a number. */
    readonly code?: string | number;
    /** Its cause, encoded. */
    readonly cause?: EncodedThrown;
    /** The errors of an aggregate, encoded. */
    readonly errors?: readonly EncodedThrown[];
  }
  | {
    /** It was something else. */
    readonly kind: "value";
    /** The value, or its text if it cannot be copied. */
    readonly value: unknown;
  };

/** How deep causes and aggregated errors are followed; a cause may refer to itself. */
const MAX_DEPTH = 8;

const BUILT_IN: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** Turns what was thrown into data. */
export function encodeThrown(thrown: unknown, depth: number = 0): EncodedThrown {
  if (!(thrown instanceof Error)) return { kind: "value", value: toCloneable(thrown) };
  const { code, errors } = thrown as { code?: unknown; errors?: unknown };
  const deeper = depth < MAX_DEPTH;
  return {
    kind: "error",
    name: String(thrown.name),
    message: String(thrown.message),
    ...(typeof thrown.stack === "string" && { stack: thrown.stack }),
    ...((typeof code === "string" || typeof code === "number") && { code }),
    ...(deeper && thrown.cause !== undefined && { cause: encodeThrown(thrown.cause, depth + 1) }),
    ...(deeper && Array.isArray(errors) && {
      errors: errors.map((error) => encodeThrown(error, depth + 1)),
    }),
  };
}

/** Turns the data back: built-in classes as themselves, other errors as `Error` of their name. */
export function decodeThrown(encoded: EncodedThrown): unknown {
  if (encoded.kind === "value") return encoded.value;
  const { name, message, stack, code, cause, errors } = encoded;
  const options = cause === undefined ? undefined : { cause: decodeThrown(cause) };
  const error = errors === undefined
    ? new (BUILT_IN[name] ?? Error)(message, options)
    : new AggregateError(errors.map(decodeThrown), message, options);
  const hidden = { enumerable: false, configurable: true, writable: true };
  if (error.name !== name) Object.defineProperty(error, "name", { ...hidden, value: name });
  if (stack !== undefined) Object.defineProperty(error, "stack", { ...hidden, value: stack });
  return code === undefined ? error : Object.assign(error, { code });
}

function toCloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return String(value);
  }
}
