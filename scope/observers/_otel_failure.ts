import { errorType, toErrorRecord } from "../inspection/error_record.ts";
import { formatErrorRecord } from "../inspection/format_error.ts";
import type { OtelSpan } from "./otel_api.ts";

/** `SpanStatusCode.ERROR`. */
const ERROR = 2;

/** Marks a span as failed. */
export function markFailed(span: OtelSpan, type: string, message: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: ERROR, message });
}

/** Marks a span as failed by an error and tells the error, with what it wraps where stacks stand. */
export function recordFailure(span: OtelSpan, error: unknown, atMs: number): void {
  if (!span.isRecording()) return;
  const record = toErrorRecord(error);
  const name = errorType(error);
  markFailed(span, name, record.message);
  const stack = formatErrorRecord(record, true);
  span.recordException({ name, message: record.message, stack }, atMs);
}
