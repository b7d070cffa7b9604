import { thrownText } from "./thrown_text.ts";

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
/** How many are followed in all, those furthest behind being left out. */
const MAX_ERRORS = 256;

const BUILT_IN: ReadonlyMap<string, ErrorConstructor> = new Map(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]
    .map((builtIn) => [builtIn.name, builtIn as ErrorConstructor]),
);

/** Turns what was thrown into data, whatever it is; never throws itself. */
export function encodeThrown(thrown: unknown): EncodedThrown {
  return encode(thrown, 0, { left: MAX_ERRORS - 1 });
}

/** Turns the data back: built-in classes as themselves, other errors as `Error` of their name. */
export function decodeThrown(encoded: EncodedThrown): unknown {
  if (encoded.kind === "value") return encoded.value;
  const { name, message, stack, code, cause, errors } = encoded;
  const options = cause === undefined ? undefined : { cause: decodeThrown(cause) };
  const error = errors === undefined
    ? new (BUILT_IN.get(name) ?? Error)(message, options)
    : new AggregateError(errors.map(decodeThrown), message, options);
  const hidden = { enumerable: false, configurable: true, writable: true };
  if (error.name !== name) Object.defineProperty(error, "name", { ...hidden, value: name });
  if (stack !== undefined) Object.defineProperty(error, "stack", { ...hidden, value: stack });
  return code === undefined ? error : Object.assign(error, { code });
}

function encode(thrown: unknown, depth: number, budget: { left: number }): EncodedThrown {
  try {
    if (!(thrown instanceof Error)) return { kind: "value", value: toCloneable(thrown) };
    return encodeError(thrown, depth, budget);
  } catch {
    return { kind: "value", value: thrownText(thrown) };
  }
}

function encodeError(thrown: Error, depth: number, budget: { left: number }): EncodedThrown {
  const { name, message, stack, cause, code, errors } = thrown as Error & {
    code?: unknown;
    errors?: unknown;
  };
  const follow = (inner: readonly unknown[]): readonly EncodedThrown[] => {
    const taken = inner.slice(0, depth < MAX_DEPTH ? budget.left : 0);
    budget.left -= taken.length;
    return taken.map((error) => encode(error, depth + 1, budget));
  };
  const [encodedCause] = cause === undefined ? [] : follow([cause]);
  return {
    kind: "error",
    name: String(name),
    message: String(message),
    ...(typeof stack === "string" && { stack }),
    ...((typeof code === "string" || typeof code === "number") && { code }),
    ...(encodedCause !== undefined && { cause: encodedCause }),
    ...(Array.isArray(errors) && { errors: follow(errors) }),
  };
}

function toCloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return thrownText(value);
  }
}
