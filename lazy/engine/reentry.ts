/**
 * Refuses to advance an iterator from its own callback, as generators do.
 *
 * @throws {TypeError} Always.
 */
export function refuseReentry(): never {
  throw new TypeError(
    "Cannot advance the sequence as it is already running: " +
      "take a second iterator instead of calling this one from its own callback",
  );
}
