/** Values of attributes that this module sets. */
export type OtelAttributes = Record<string, string | number>;

/** What spans are started in: it knows the span that is active. */
export interface OtelContext {
  /** Answers what is kept under the key. */
  getValue(key: symbol): unknown;
  /** Makes a context that keeps one value more. */
  setValue(key: symbol, value: unknown): OtelContext;
}

/** Names a span across processes. */
export interface OtelSpanContext {
  /** Number of the trace: 32 hexadecimal digits. */
  readonly traceId: string;
  /** Number of the span: 16 hexadecimal digits. */
  readonly spanId: string;
  /** Bit 0: it is sampled. */
  readonly traceFlags: number;
}

/** A span, as far as it is used here. Times are milliseconds since the Unix epoch. */
export interface OtelSpan {
  /** Answers its name across processes. */
  spanContext(): OtelSpanContext;
  /** Whether what it is told goes anywhere. */
  isRecording(): boolean;
  /** Sets an attribute. */
  setAttribute(key: string, value: string | number): unknown;
  /** Sets its status; code 2 is an error. */
  setStatus(status: { code: number; message?: string }): unknown;
  /** Adds an event. */
  addEvent(name: string, attributes?: OtelAttributes, timeMs?: number): unknown;
  /** Adds an event for an error. */
  recordException(
    exception: { name: string; message: string; stack: string },
    timeMs?: number,
  ): unknown;
  /** Ends it. */
  end(timeMs?: number): void;
}

/** What a span begins with. */
export interface OtelSpanOptions {
  /** Milliseconds since the Unix epoch. */
  startTime: number;
  /** Attributes from its beginning. */
  attributes: OtelAttributes;
  /** Spans of other traces that have to do with it. */
  links?: { context: OtelSpanContext }[];
}

/** Makes spans. */
export interface OtelTracer {
  /** Starts a span below the one that is active in the context. */
  startSpan(name: string, options: OtelSpanOptions, context?: OtelContext): OtelSpan;
}

/** Takes measurements into buckets. */
export interface OtelHistogram {
  /** Takes one. */
  record(value: number, attributes: OtelAttributes): void;
}

/** Adds up. */
export interface OtelCounter {
  /** Adds; an up-down counter takes negative values too. */
  add(value: number, attributes: OtelAttributes): void;
}

/** What an instrument is made with. */
export interface OtelInstrumentOptions {
  /** What it measures. */
  description: string;
  /** Unit in the notation of UCUM. */
  unit: string;
  /** Buckets that suit what it measures. */
  advice?: { explicitBucketBoundaries: number[] };
}

/** Makes instruments. */
export interface OtelMeter {
  /** Makes a histogram. */
  createHistogram(name: string, options: OtelInstrumentOptions): OtelHistogram;
  /** Makes a counter that only rises. */
  createCounter(name: string, options: OtelInstrumentOptions): OtelCounter;
  /** Makes a counter that rises and falls. */
  createUpDownCounter(name: string, options: OtelInstrumentOptions): OtelCounter;
}

/**
 * The part of OpenTelemetry's API that is used here. The namespace of `npm:@opentelemetry/api` fits,
 * and so does the object that a program finds under
 * `globalThis[Symbol.for("opentelemetry.js.api.1")]`.
 */
export interface OtelApi {
  /** Where tracers come from; without it, or without `context`, there are no spans. */
  readonly trace?: {
    /** Answers the tracer of a library. */
    getTracer(name: string): OtelTracer;
  };
  /** Which span is active. */
  readonly context?: {
    /** Answers the context of the running code. */
    active(): OtelContext;
    /** Runs a function in a context, across its awaits. */
    with<T>(context: OtelContext, fn: () => T): T;
  };
  /** Where meters come from; without it there are no metrics. */
  readonly metrics?: {
    /** Answers the meter of a library. */
    getMeter(name: string): OtelMeter;
  };
}
