import { EventHandler, type Payload } from "../event_handler.ts";
import {
  field,
  RepositoryEventHandler,
  type Subject,
  subjectAt,
  text,
} from "../repository_event_handler.ts";

/** Checks, workflows and deployments. */
export class CheckHandler extends RepositoryEventHandler {
  static {
    EventHandler.implement(this, {
      name: "checks and deployments",
      capabilities: [
        "check_run",
        "check_suite",
        "workflow_dispatch",
        "workflow_job",
        "workflow_run",
        "deployment",
        "deployment_review",
        "deployment_status",
      ],
    });
  }

  override readonly category = "checks and deployments";

  override subject(payload: Payload): Subject {
    const { title, at } = subjectAt(
      payload,
      "workflow_run",
      "workflow_job",
      "check_run",
      "check_suite",
      "deployment_status",
      "deployment",
    );
    const started = field(payload, "check_run", "completed_at") ??
      field(payload, "check_run", "started_at") ?? field(payload, "workflow_job", "started_at");
    return { title: title ?? text(payload, "workflow"), at: at ?? started };
  }
}
