import { DependencyError, GraphFailedError } from "./errors.ts";
import type { GraphEdges } from "./graph_edges.ts";
import type { GraphNode } from "./graph_node.ts";
import type { TaskAddress } from "./executor.ts";
import { cancelTask, type TaskHandle, taskHandle } from "./task_handle.ts";
import type { TaskIntake } from "./task_intake.ts";
import { type TaskLimits, type TaskOutcome, TaskRecord, type TaskStatus } from "./task_record.ts";

/** Options of `TaskGraph.submit()`. */
export interface GraphRunOptions {
  /** Cancels the run; its reason becomes the rejection of the result, unchanged. */
  readonly signal?: AbortSignal;
}

/** One run of a graph. */
export interface GraphRun {
  /** Id of the run, unique in its scheduler; the ids of its tasks begin with it. */
  readonly id: string;
  /**
   * The results of all tasks by name, once all are final. The promise is made when this is first
   * read.
   *
   * Rejects with `GraphFailedError` if a task ended badly, or with the reason of a cancel.
   */
  readonly result: Promise<Readonly<Record<string, unknown>>>;
  /**
   * The handle of one of its tasks, whose `result` has the type of that task.
   *
   * @throws {RangeError} If the task was not in the graph when it was submitted.
   */
  task<O>(node: GraphNode<O>): TaskHandle<O>;
  /** Tells where each task stands now, by name. */
  status(): Readonly<Record<string, TaskStatus>>;
  /**
   * Cancels every task that is not final.
   *
   * @param reason Rejects the result unchanged; an `AbortError` if left out.
   * @returns Once every task is final.
   */
  cancel(reason?: unknown): Promise<void>;
}

/** A task of a graph as it was added. */
export interface NodeSpec {
  /** Name of the task. */
  readonly name: string;
  /** What to run. */
  readonly task: TaskAddress;
  /** What it may take. */
  readonly limits: TaskLimits;
  /** Parents whose results make the input. */
  readonly parents: readonly string[];
  /** Makes the input from their results. */
  readonly makeInput: (...results: unknown[]) => unknown;
}

/**
 * Makes the tasks of a run, connects them and submits them.
 *
 * @throws {SchedulerClosedError} If the scheduler takes no more work.
 * @throws {WorkersStuckError} If zombies fill the executor's limit.
 */
export function startRun(
  intake: TaskIntake,
  nodes: ReadonlyMap<string, NodeSpec>,
  edges: GraphEdges,
  signal: AbortSignal | undefined,
): GraphRun {
  intake.check();
  const id = `graph-${intake.nextRun()}`;
  const records = new Map<string, TaskRecord>();
  for (const { name, task, limits, parents, makeInput } of nodes.values()) {
    const input = () => makeInput(...parents.map((parent) => resultOf(records.get(parent)!)));
    const order = intake.nextOrder();
    const record = new TaskRecord(`${id}/${name}`, name, task, limits, order, input);
    records.set(name, record);
  }
  for (const [name, record] of records) {
    for (const parent of edges.parents(name)) {
      record.waitingFor.add(records.get(parent)!);
      records.get(parent)!.children.push(record);
    }
  }
  intake.admit([...records.values()], signal);
  return new Run(id, records, intake, signal);
}

class Run implements GraphRun {
  readonly id: string;
  readonly #records: ReadonlyMap<string, TaskRecord>;
  readonly #intake: TaskIntake;
  readonly #signal: AbortSignal | undefined;
  #cancelled: { readonly reason: unknown } | undefined;
  #result: Promise<Readonly<Record<string, unknown>>> | undefined;

  constructor(
    id: string,
    records: ReadonlyMap<string, TaskRecord>,
    intake: TaskIntake,
    signal: AbortSignal | undefined,
  ) {
    this.id = id;
    this.#records = records;
    this.#intake = intake;
    this.#signal = signal;
  }

  get result(): Promise<Readonly<Record<string, unknown>>> {
    return this.#result ??= this.#collect();
  }

  task<O>(node: GraphNode<O>): TaskHandle<O> {
    const record = this.#records.get(node.name);
    if (record === undefined) {
      throw new RangeError(
        `Cannot find ${JSON.stringify(node.name)} as it was not in the graph when ${this.id} began`,
      );
    }
    return taskHandle<O>(record, this.#intake.engine);
  }

  status(): Readonly<Record<string, TaskStatus>> {
    const entries = [...this.#records].map(([name, record]) => [name, record.status()]);
    return Object.freeze(Object.fromEntries(entries));
  }

  async cancel(
    reason: unknown = new DOMException("The run was cancelled", "AbortError"),
  ): Promise<void> {
    this.#cancelled ??= { reason };
    const records = [...this.#records.values()].toReversed();
    await Promise.all(records.map((record) => cancelTask(record, this.#intake.engine, reason)));
  }

  async #collect(): Promise<Readonly<Record<string, unknown>>> {
    const failures: [string, unknown][] = [];
    for (const [name, record] of this.#records) {
      const outcome = await settled(record);
      if (!outcome.ok && !(outcome.error instanceof DependencyError)) {
        failures.push([name, outcome.error]);
      }
    }
    if (failures.length > 0) {
      if (this.#cancelled !== undefined) throw this.#cancelled.reason;
      const reason = this.#signal?.aborted ? this.#signal.reason : undefined;
      if (reason !== undefined && failures.some(([, error]) => error === reason)) throw reason;
      throw new GraphFailedError(this.id, failures);
    }
    const results = [...this.#records].map(([name, record]) => [name, resultOf(record)]);
    return Object.freeze(Object.fromEntries(results));
  }
}

function settled(record: TaskRecord): Promise<TaskOutcome> {
  return new Promise((resolve) => record.whenSettled(resolve));
}

function resultOf(record: TaskRecord): unknown {
  return record.outcome?.ok === true ? record.outcome.value : undefined;
}
