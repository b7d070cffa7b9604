import { EventHandler, type Payload } from "../event_handler.ts";
import {
  field,
  RepositoryEventHandler,
  type Subject,
  subjectAt,
  text,
} from "../repository_event_handler.ts";

/** Who watches, stars, forks and belongs. */
export class PeopleHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "people",
      capabilities: [
        "star",
        "watch",
        "fork",
        "member",
        "team",
        "team_add",
      ],
    });
  }

  override readonly category = "people";

  override subject(payload: Payload): Subject {
    const { title, at } = subjectAt(payload, "forkee", "team");
    return {
      title: title ?? text(payload, "member", "login") ?? text(payload, "sender", "login"),
      at: field(payload, "starred_at") ?? at,
    };
  }
}
