import { EventHandler, type GitHubDelivery, type Payload } from "./event_handler.ts";
import type { EventRow } from "./events_table.ts";

/** What an event is about. */
export interface Subject {
  /** One line for a list. */
  readonly title: string | undefined;
  /** When it happened, as GitHub writes time: ISO 8601, or seconds since the Unix epoch. */
  readonly at: unknown;
}

/** What all handlers have in common; each subclass knows what its events are about. */
export abstract class RepositoryEventHandler implements EventHandler {
  static {
    EventHandler.implement(this, { abstract: true });
  }

  abstract readonly category: string;

  /** Finds title and time in a payload. */
  abstract subject(payload: Payload): Subject;

  toRow({ id, headers, bytes, receivedAtMs, value: payload }: GitHubDelivery): EventRow {
    const { title, at } = this.subject(payload);
    const repository = text(payload, "repository", "full_name") ??
      `${text(payload, "organization", "login") ?? "(unknown)"} (no repository)`;
    return {
      id,
      event: headers["x-github-event"] ?? "",
      action: text(payload, "action") ?? null,
      category: this.category,
      repository,
      actor: text(payload, "sender", "login") ?? null,
      title: title ?? null,
      at_ms: timeMs(at) ?? timeMs(field(payload, "repository", "updated_at")) ?? receivedAtMs,
      bytes,
    };
  }
}

/** What stands at a path of a payload, if anything does. */
export function field(payload: Payload, ...path: readonly string[]): unknown {
  let value: unknown = payload;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Payload)[name];
  }
  return value ?? undefined;
}

/** The text at a path of a payload, if there is one and it is not empty. */
export function text(payload: Payload, ...path: readonly string[]): string | undefined {
  const value = field(payload, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The first of some subjects of a payload: its title, and when it last changed. */
export function subjectAt(payload: Payload, ...names: readonly string[]): Subject {
  for (const name of names) {
    if (field(payload, name) === undefined) continue;
    const title = text(payload, name, "title") ?? text(payload, name, "name") ??
      excerpt(text(payload, name, "body"));
    const at = field(payload, name, "updated_at") ?? field(payload, name, "submitted_at") ??
      field(payload, name, "created_at");
    return { title, at };
  }
  return { title: undefined, at: undefined };
}

/** The beginning of a text, cut between characters. */
function excerpt(body: string | undefined): string | undefined {
  return body?.slice(0, 80).replace(/[\ud800-\udbff]$/, "");
}

function timeMs(value: unknown): number | undefined {
  if (typeof value === "number") return value * 1_000;
  if (typeof value !== "string") return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
