import { checkFunction, checkKeys, checkString, optionMessage } from "../_internal/check_option.ts";
import { GraphEdges } from "./graph_edges.ts";
import type { GraphNode, ParentResults } from "./graph_node.ts";
import { type GraphRun, type GraphRunOptions, type NodeSpec, startRun } from "./graph_run.ts";
import { taskLimits, type TaskOptions } from "./submit_options.ts";
import type { TaskIntake } from "./task_intake.ts";
import type { TaskReference } from "./task_module.ts";

/** Tasks and who waits for whom; submit it as often as you like. */
export interface TaskGraph {
  /**
   * Adds a task whose input is made from the results of its parents.
   *
   * @param name Name of the task, unique in the graph.
   * @param task What to run.
   * @param parents Tasks of this graph that must succeed first.
   * @param map Makes the input, in the thread of the scheduler; what it throws fails the task.
   * @param options Limits of the task.
   * @throws {RangeError} If the name is taken or a parent is of another graph.
   * @throws {TypeError} If an argument or option has the wrong type.
   */
  add<const P extends readonly GraphNode<unknown>[], I, O>(
    name: string,
    task: TaskReference<I, O>,
    parents: P,
    map: (...results: ParentResults<P>) => NoInfer<I>,
    options?: TaskOptions,
  ): GraphNode<O>;
  /**
   * Adds a task that is given its input here.
   *
   * @param name Name of the task, unique in the graph.
   * @param task What to run.
   * @param input Input of the task.
   * @param options Limits of the task.
   * @throws {RangeError} If the name is taken.
   * @throws {TypeError} If an argument or option has the wrong type.
   */
  add<I, O>(
    name: string,
    task: TaskReference<I, O>,
    input: NoInfer<I>,
    options?: TaskOptions,
  ): GraphNode<O>;
  /**
   * Makes a task wait for another without being given its result.
   *
   * @param child The task that waits, or its name.
   * @param parent The task that must succeed first, or its name.
   * @throws {RangeError} If one of them is not in the graph.
   * @throws {GraphCycleError} If the parent waits for the child already.
   */
  after(child: GraphNode<unknown> | string, parent: GraphNode<unknown> | string): void;
  /**
   * Runs the graph as it stands, and may be called again; what is added later counts for the next
   * run. A task whose parent does not succeed is cancelled; the others go on.
   *
   * @param options A signal that cancels the run.
   * @throws {SchedulerClosedError} If the scheduler takes no more work.
   * @throws {WorkersStuckError} If zombies fill the executor's limit.
   */
  submit(options?: GraphRunOptions): GraphRun;
}

/** Makes an empty graph. */
export function taskGraph(intake: TaskIntake): TaskGraph {
  return new Graph(intake);
}

class Graph implements TaskGraph {
  readonly #intake: TaskIntake;
  readonly #edges = new GraphEdges();
  readonly #nodes = new Map<string, NodeSpec>();
  readonly #own = new WeakSet<object>();

  constructor(intake: TaskIntake) {
    this.#intake = intake;
  }

  add<O>(
    name: string,
    task: TaskReference<unknown, O>,
    parentsOrInput: unknown,
    mapOrOptions?: unknown,
    mapped?: TaskOptions,
  ): GraphNode<O> {
    checkString("add the task", "name", name);
    const action = `add ${JSON.stringify(name)}`;
    checkString(action, "task.exportName", task?.exportName);
    const derived = typeof mapOrOptions === "function";
    if (!derived) this.#refuseUnmapped(action, parentsOrInput, mapOrOptions);
    const limits = taskLimits(action, derived ? mapped : mapOrOptions as TaskOptions | undefined);
    const parents = derived ? this.#names(action, parentsOrInput) : [];
    this.#edges.add(name, parents);
    this.#nodes.set(name, {
      name,
      task,
      limits,
      parents,
      makeInput: derived
        ? mapOrOptions as (...results: unknown[]) => unknown
        : () => parentsOrInput,
    });
    const node = Object.freeze({ name });
    this.#own.add(node);
    return node;
  }

  after(child: GraphNode<unknown> | string, parent: GraphNode<unknown> | string): void {
    const [to, from] = [child, parent].map((end) =>
      typeof end === "string" ? end : this.#name("add the edge", end)
    );
    this.#edges.connect(to!, from!);
  }

  submit(options: GraphRunOptions = {}): GraphRun {
    checkKeys("submit the graph", options, ["signal"]);
    return startRun(this.#intake, this.#nodes, this.#edges, options.signal);
  }

  #refuseUnmapped(action: string, input: unknown, options: unknown): void {
    const parents = Array.isArray(input) &&
      input.some((item) => typeof item === "object" && item !== null && this.#own.has(item));
    if (parents) checkFunction(action, "map", options);
  }

  #names(action: string, parents: unknown): string[] {
    if (!Array.isArray(parents)) {
      throw new TypeError(optionMessage(action, "parents", "an array of tasks", parents));
    }
    return parents.map((parent) => this.#name(action, parent));
  }

  #name(action: string, node: GraphNode<unknown>): string {
    if (typeof node === "object" && node !== null && this.#own.has(node)) return node.name;
    throw new RangeError(
      optionMessage(action, "parents", "tasks that add() of this graph gave", node),
    );
  }
}
