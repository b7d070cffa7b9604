import { EventHandler, type Payload } from "../event_handler.ts";
import { field, RepositoryEventHandler, type Subject, text } from "../repository_event_handler.ts";

/** What happens to a repository as a whole. */
export class RepositoryHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "repositories",
      capabilities: [
        "repository",
        "repository_dispatch",
        "repository_import",
        "public",
        "meta",
      ],
    });
  }

  override readonly category = "repositories";

  override subject(payload: Payload): Subject {
    return {
      title: text(payload, "repository", "description") ?? text(payload, "status"),
      at: field(payload, "hook", "updated_at") ?? field(payload, "repository", "updated_at"),
    };
  }
}
