/** What a pipeline tells its observers; every event is frozen. */
export type PipelineEvent =
  | {
    /** A batch was committed. */
    readonly event: "batch.committed";
    /** Number of its last delivery. */
    readonly toSeq: number;
    /** Deliveries that were stored. */
    readonly stored: number;
    /** Deliveries that had been stored before. */
    readonly duplicates: number;
    /** Deliveries that went to the dead letters. */
    readonly dead: number;
    /** Deliveries that the flow dropped on purpose. */
    readonly filtered: number;
    /** Time from reading to commit, in milliseconds. */
    readonly durationMs: number;
  }
  | {
    /** The store or the queue failed; the pipeline waits and tries again. */
    readonly event: "store.retrying" | "queue.retrying";
    /** Number of the attempt that failed, from 1. */
    readonly attempt: number;
    /** Wait before the next attempt, in milliseconds. */
    readonly delayMs: number;
    /** What it failed with. */
    readonly error: unknown;
  }
  | {
    /** A delivery went to the dead letters. */
    readonly event: "delivery.dead";
    /** Its number in the inbox. */
    readonly seq: number;
    /** The sender's id. */
    readonly deliveryId: string;
    /** What failed, as in its dead letter. */
    readonly stage: string;
    /** Name and message of the error. */
    readonly error: string;
  }
  | {
    /** Messages were taken over by the queue. */
    readonly event: "messages.published";
    /** How many. */
    readonly count: number;
  };

/** Is told what a pipeline does; what it throws or rejects with is ignored. */
export type PipelineObserver = (event: PipelineEvent) => void;

/** Tells observers; with none attached it costs one comparison. */
export function notify(observers: readonly PipelineObserver[], event: PipelineEvent): void {
  if (observers.length === 0) return;
  Object.freeze(event);
  for (const observer of observers) {
    try {
      const result: unknown = observer(event);
      if (result instanceof Promise) result.catch(() => {});
    } catch {
      // An observer must not change what it observes.
    }
  }
}
