import { EventHandler, type Payload } from "../event_handler.ts";
import { RepositoryEventHandler, type Subject, subjectAt } from "../repository_event_handler.ts";

/** Discussions and their comments. */
export class DiscussionHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "discussions",
      capabilities: [
        "discussion",
        "discussion_comment",
      ],
    });
  }

  override readonly category = "discussions";

  override subject(payload: Payload): Subject {
    const { title } = subjectAt(payload, "discussion");
    return { title, at: subjectAt(payload, "comment", "discussion").at };
  }
}
