/** Thrown by the test of a schema that answers with a promise, where there is no waiting for it. */
export class AsyncSchemaError extends TypeError {
  /** @override */
  override readonly name = "AsyncSchemaError";
  /** The library that made the schema. */
  readonly vendor: string;

  /** Names the library in the message. */
  constructor(vendor: string) {
    super(
      `Cannot check a value as the schema of vendor "${vendor}" answers with a promise: ` +
        "use its synchronous form, or let it stand alone for an argument or the result of an " +
        "async method",
    );
    this.vendor = vendor;
  }
}
