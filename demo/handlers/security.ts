import { EventHandler, type Payload } from "../event_handler.ts";
import {
  RepositoryEventHandler,
  type Subject,
  subjectAt,
  text,
} from "../repository_event_handler.ts";

/** Alerts about code and dependencies. */
export class SecurityHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "security",
      capabilities: [
        "code_scanning_alert",
        "dependabot_alert",
        "repository_vulnerability_alert",
      ],
    });
  }

  override readonly category = "security";

  override subject(payload: Payload): Subject {
    const { at } = subjectAt(payload, "alert");
    return {
      title: text(payload, "alert", "rule", "description") ??
        text(payload, "alert", "security_advisory", "summary") ??
        text(payload, "alert", "affected_package_name"),
      at,
    };
  }
}
