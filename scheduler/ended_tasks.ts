import type { TaskRecord } from "./task_record.ts";

/**
 * Tells the children of each task that ended, one after the other: a child may end by being told,
 * and a chain of them may be deeper than a stack.
 */
export class EndedTasks {
  readonly #tell: (child: TaskRecord, parent: TaskRecord) => void;
  readonly #waiting: TaskRecord[] = [];
  #telling = false;

  constructor(tell: (child: TaskRecord, parent: TaskRecord) => void) {
    this.#tell = tell;
  }

  /** Tells the children of this task: now, or after those that are being told. */
  add(parent: TaskRecord): void {
    this.#waiting.push(parent);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
        for (const child of next.children) this.#tell(child, next);
      }
    } finally {
      this.#telling = false;
    }
  }
}
