import { EventHandler, type Payload } from "../event_handler.ts";
import { RepositoryEventHandler, type Subject, subjectAt } from "../repository_event_handler.ts";

/** Issues, their comments and labels. */
export class IssueHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "issues",
      capabilities: [
        "issues",
        "issue_comment",
        "label",
        "milestone",
      ],
    });
  }

  override readonly category = "issues";

  override subject(payload: Payload): Subject {
    const { title } = subjectAt(payload, "issue", "label", "milestone");
    return { title, at: subjectAt(payload, "comment", "issue", "milestone").at };
  }
}
