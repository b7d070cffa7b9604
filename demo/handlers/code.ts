import { EventHandler, type Payload } from "../event_handler.ts";
import {
  field,
  RepositoryEventHandler,
  type Subject,
  subjectAt,
  text,
} from "../repository_event_handler.ts";

/** Pushes, branches, tags and what hangs on commits. */
export class CodeHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "code",
      capabilities: [
        "push",
        "create",
        "delete",
        "commit_comment",
        "status",
        "gollum",
        "merge_group",
        "branch_protection_rule",
        "deploy_key",
      ],
    });
  }

  override readonly category = "code";

  override subject(payload: Payload): Subject {
    const { title, at } = subjectAt(payload, "comment", "rule", "key");
    return {
      title: text(payload, "head_commit", "message")?.split("\n")[0] ?? title ??
        text(payload, "ref") ?? text(payload, "context"),
      at: field(payload, "head_commit", "timestamp") ?? at ?? field(payload, "updated_at"),
    };
  }
}
