import type { TaskEngine } from "./task_engine.ts";
import type { TaskRecord } from "./task_record.ts";

/** Says in one sentence why a task is not done. */
export function explainTask(record: TaskRecord, engine: TaskEngine): string {
  return `${record.id} ${reason(record, engine)}`;
}

function reason(record: TaskRecord, engine: TaskEngine): string {
  const attempt = `attempt ${record.attempt}`;
  switch (record.state) {
    case "blocked": {
      const parents = [...record.waitingFor].map((parent) => `${parent.id} (${parent.state})`);
      return `is blocked: it waits for ${parents.join(", ")}`;
    }
    case "scheduled":
      return `is scheduled: it becomes ready ${record.delayMs} ms after it was submitted`;
    case "ready": {
      const place = `${engine.before(record)} tasks go before it`;
      if (engine.paused) return `is ready: the scheduler is paused, ${place}`;
      const workers = engine.pool.workers.map(({ id, state }) => `#${id} ${state}`).join(", ");
      return `is ready: no worker is free (${workers}), ${place}`;
    }
    case "backoff":
      return `is in backoff: ${record.failures} of ${record.limits.retry.attempts} attempts failed`;
    case "dispatched":
      return `is dispatched: worker #${record.workerId} has not started ${attempt}`;
    case "running": {
      const stop = record.stop === undefined ? "" : `, asked to stop (${record.stop.kind})`;
      return `is running: ${attempt} on worker #${record.workerId}${stop}`;
    }
    default:
      return `is ${record.state}`;
  }
}
