/** A span as it arrived, with its attributes as an object. */
export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Record<string, unknown>;
  readonly events: readonly {
    readonly name: string;
    readonly attributes: Record<string, unknown>;
  }[];
  readonly status: { readonly code: number; readonly message: string };
}

/** A point of a metric as it arrived last. */
export interface ReceivedPoint {
  readonly unit: string;
  readonly attributes: Record<string, unknown>;
  /** Of a histogram. */
  readonly count: number;
  readonly bounds: readonly number[] | undefined;
  /** Of a counter; of a histogram its sum. */
  readonly value: number;
}

/** A line of a log as it arrived. */
export interface ReceivedLog {
  readonly severity: string;
  readonly body: string;
}

// deno-lint-ignore no-explicit-any -- OTLP, as it comes over the wire
type Wire = any;

/** A collector of OpenTelemetry on the loopback, which keeps what it is sent as JSON. */
export class OtlpCollector implements AsyncDisposable {
  readonly spans: ReceivedSpan[] = [];
  readonly points: Map<string, ReceivedPoint[]> = new Map();
  readonly logs: ReceivedLog[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor() {
    const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
    this.#server = Deno.serve(options, async (request) => {
      const sent: Wire = await request.json();
      const { pathname } = new URL(request.url);
      if (pathname === "/v1/traces") this.#takeSpans(sent);
      else if (pathname === "/v1/metrics") this.#takeMetrics(sent);
      else if (pathname === "/v1/logs") this.#takeLogs(sent);
      return Response.json({});
    });
  }

  /** What a program needs in its environment to report here. */
  get environment(): Record<string, string> {
    return {
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${this.#server.addr.port}`,
    };
  }

  /** The one span of this name. */
  span(name: string): ReceivedSpan {
    const found = this.spans.filter((span) => span.name === name);
    if (found.length !== 1) throw new Error(`${found.length} spans are called ${name}`);
    return found[0]!;
  }

  /** Name of the span above this one. */
  parentOf({ parentSpanId }: ReceivedSpan): string | undefined {
    return this.spans.find(({ spanId }) => spanId === parentSpanId)?.name;
  }

  /** Counts or values of a metric, by its attributes. */
  totals(name: string, field: "count" | "value"): Record<string, number> {
    const points = this.points.get(name) ?? [];
    return Object.fromEntries(
      points.map((point) => [Object.values(point.attributes).sort().join(" "), point[field]]),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.shutdown();
  }

  #takeSpans(sent: Wire): void {
    for (const span of flatten(sent.resourceSpans, "scopeSpans", "spans")) {
      const events = span.events.map((event: Wire) => ({
        name: event.name,
        attributes: attributesOf(event),
      }));
      const startMs = Number(span.startTimeUnixNano) / 1e6;
      const endMs = Number(span.endTimeUnixNano) / 1e6;
      this.spans.push({ ...span, startMs, endMs, events, attributes: attributesOf(span) });
    }
  }

  /** Metrics are cumulative: the last report counts. */
  #takeMetrics(sent: Wire): void {
    for (
      const { name, unit, histogram, sum } of flatten(
        sent.resourceMetrics,
        "scopeMetrics",
        "metrics",
      )
    ) {
      const points = (histogram ?? sum).dataPoints.map((point: Wire) => ({
        unit,
        attributes: attributesOf(point),
        count: Number(point.count ?? 0),
        bounds: point.explicitBounds,
        value: Number(point.sum ?? point.asDouble ?? point.asInt),
      }));
      this.points.set(name, points);
    }
  }

  #takeLogs(sent: Wire): void {
    for (const { severityText, body } of flatten(sent.resourceLogs, "scopeLogs", "logRecords")) {
      this.logs.push({ severity: severityText, body: body.stringValue });
    }
  }
}

function flatten(resources: Wire[], scopes: string, items: string): Wire[] {
  return resources.flatMap((resource) => resource[scopes].flatMap((scope: Wire) => scope[items]));
}

function attributesOf(holder: Wire): Record<string, unknown> {
  return Object.fromEntries(
    holder.attributes.map(({ key, value }: Wire) => [key, Object.values(value)[0]]),
  );
}
