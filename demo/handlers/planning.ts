import { EventHandler, type Payload } from "../event_handler.ts";
import {
  RepositoryEventHandler,
  type Subject,
  subjectAt,
  text,
} from "../repository_event_handler.ts";

/** Project boards. */
export class PlanningHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "planning",
      capabilities: [
        "project",
        "project_card",
        "project_column",
      ],
    });
  }

  override readonly category = "planning";

  override subject(payload: Payload): Subject {
    const { title, at } = subjectAt(payload, "project_card", "project_column", "project");
    return { title: text(payload, "project_card", "note") ?? title, at };
  }
}
