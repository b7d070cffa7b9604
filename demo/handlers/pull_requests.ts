import { EventHandler, type Payload } from "../event_handler.ts";
import { RepositoryEventHandler, type Subject, subjectAt } from "../repository_event_handler.ts";

/** Pull requests and their reviews. */
export class PullRequestHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "pull requests",
      capabilities: [
        "pull_request",
        "pull_request_review",
        "pull_request_review_comment",
        "pull_request_review_thread",
      ],
    });
  }

  override readonly category = "pull requests";

  override subject(payload: Payload): Subject {
    const { title } = subjectAt(payload, "pull_request");
    return { title, at: subjectAt(payload, "review", "comment", "pull_request").at };
  }
}
