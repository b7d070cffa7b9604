import { EventHandler, type Payload } from "../event_handler.ts";
import {
  field,
  RepositoryEventHandler,
  type Subject,
  subjectAt,
  text,
} from "../repository_event_handler.ts";

/** Releases, packages and pages. */
export class ReleaseHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "releases",
      capabilities: [
        "release",
        "package",
        "page_build",
      ],
    });
  }

  override readonly category = "releases";

  override subject(payload: Payload): Subject {
    const { title, at } = subjectAt(payload, "release", "package", "build");
    return {
      title: title ?? text(payload, "release", "tag_name"),
      at: field(payload, "release", "published_at") ?? at,
    };
  }
}
