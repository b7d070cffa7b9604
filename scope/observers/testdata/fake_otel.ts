import type {
  OtelApi,
  OtelAttributes,
  OtelContext,
  OtelInstrumentOptions,
  OtelSpan,
  OtelSpanContext,
  OtelSpanOptions,
} from "../otel_api.ts";

const SPAN_KEY = Symbol.for("OpenTelemetry Context Key SPAN");

class FakeContext implements OtelContext {
  readonly #values: ReadonlyMap<symbol, unknown>;

  constructor(values: ReadonlyMap<symbol, unknown> = new Map()) {
    this.#values = values;
  }

  getValue(key: symbol): unknown {
    return this.#values.get(key);
  }

  setValue(key: symbol, value: unknown): FakeContext {
    return new FakeContext(new Map([...this.#values, [key, value]]));
  }
}

/** A span that remembers what it was told, and refuses to be told more once it has ended. */
export class FakeSpan implements OtelSpan {
  readonly name: string;
  readonly options: OtelSpanOptions;
  readonly parent: FakeSpan | undefined;
  readonly ids: OtelSpanContext;
  readonly attributes: OtelAttributes;
  readonly events: { name: string; attributes: OtelAttributes | undefined }[] = [];
  readonly exceptions: { name: string; message: string; stack: string }[] = [];
  status: { code: number; message?: string } | undefined;
  endMs: number | undefined;

  constructor(
    name: string,
    options: OtelSpanOptions,
    parent: FakeSpan | undefined,
    ids: OtelSpanContext,
  ) {
    this.name = name;
    this.options = options;
    this.parent = parent;
    this.ids = ids;
    this.attributes = { ...options.attributes };
  }

  spanContext(): OtelSpanContext {
    return this.ids;
  }

  isRecording(): boolean {
    return this.endMs === undefined;
  }

  setAttribute(key: string, value: string | number): void {
    this.#assertOpen();
    this.attributes[key] = value;
  }

  setStatus(status: { code: number; message?: string }): void {
    this.#assertOpen();
    this.status = status;
  }

  addEvent(name: string, attributes?: OtelAttributes): void {
    this.#assertOpen();
    this.events.push({ name, attributes });
  }

  recordException(exception: { name: string; message: string; stack: string }): void {
    this.#assertOpen();
    this.exceptions.push(exception);
  }

  end(timeMs?: number): void {
    this.#assertOpen();
    this.endMs = timeMs;
  }

  #assertOpen(): void {
    if (this.endMs !== undefined) throw new Error(`${this.name} has ended`);
  }
}

/** An SDK in memory. */
export class FakeOtel implements OtelApi {
  readonly spans: FakeSpan[] = [];
  readonly instruments: Map<string, OtelInstrumentOptions> = new Map();
  readonly measurements: { name: string; value: number; attributes: OtelAttributes }[] = [];
  #context = new FakeContext();
  #lastId = 0;

  readonly trace: Required<OtelApi>["trace"] = {
    getTracer: () => ({
      startSpan: (name, options, context) => this.#startSpan(name, options, context),
    }),
  };
  readonly context: Required<OtelApi>["context"] = {
    active: () => this.#context,
    with: <T>(context: OtelContext, fn: () => T): T => {
      const before = this.#context;
      this.#context = context as FakeContext;
      try {
        return fn();
      } finally {
        this.#context = before;
      }
    },
  };
  readonly metrics: Required<OtelApi>["metrics"] = {
    getMeter: () => ({
      createHistogram: (name, options) => ({ record: this.#instrument(name, options) }),
      createCounter: (name, options) => ({ add: this.#instrument(name, options) }),
      createUpDownCounter: (name, options) => ({ add: this.#instrument(name, options) }),
    }),
  };

  /** The one span of this name. */
  span(name: string): FakeSpan {
    const found = this.spans.filter((span) => span.name === name);
    if (found.length !== 1) throw new Error(`${found.length} spans are called ${name}`);
    return found[0]!;
  }

  /** Runs a function while a span of another library is active. */
  inSpan<T>(name: string, fn: () => T): T {
    const span = this.#startSpan(name, { startTime: 0, attributes: {} }, this.#context);
    return this.context.with(this.#context.setValue(SPAN_KEY, span), fn);
  }

  /** What was measured by one instrument, as `value {attributes}`. */
  measured(name: string): string[] {
    return this.measurements.filter((measurement) => measurement.name === name)
      .map(({ value, attributes }) => `${value} ${Object.values(attributes).join(" ")}`);
  }

  /** What an up-down counter comes to, by attributes. */
  sums(name: string): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { value, attributes, name: of } of this.measurements) {
      const key = Object.values(attributes).join(" ");
      if (of === name) sums[key] = (sums[key] ?? 0) + value;
    }
    return sums;
  }

  #startSpan(name: string, options: OtelSpanOptions, context?: OtelContext): FakeSpan {
    const parent = context?.getValue(SPAN_KEY) as FakeSpan | undefined;
    const spanId = String(++this.#lastId).padStart(16, "0");
    const traceId = parent?.ids.traceId ?? spanId.padStart(32, "f");
    const span = new FakeSpan(name, options, parent, { traceId, spanId, traceFlags: 1 });
    this.spans.push(span);
    return span;
  }

  #instrument(name: string, options: OtelInstrumentOptions) {
    this.instruments.set(name, options);
    return (value: number, attributes: OtelAttributes) => {
      this.measurements.push({ name, value, attributes });
    };
  }
}
