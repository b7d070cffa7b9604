import type { ScopeNode } from "../engine/scope_node.ts";
import { Watch } from "../engine/watch.ts";
import type { ReleaseFailure } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { GraphNode } from "./graph_node.ts";
import { releaseHold } from "./_hold.ts";

/**
 * Releases what nobody relies on any more, each node after its users and otherwise at the same time.
 * Answers what went wrong.
 *
 * An acquisition that was given up may go on regardless and still work with what it needs, so it is
 * waited for, as a close would, for the release timeout of `scope`. What a scope that is closing
 * holds is left to it.
 *
 * @param nodes In the order in which they were claimed, so that users come after what they use.
 */
export async function discardNodes(
  scope: ScopeNode,
  nodes: readonly GraphNode[],
  exit: ScopeExit,
): Promise<ReleaseFailure[]> {
  const failures: ReleaseFailure[] = [];
  const gone = new Map<GraphNode, Promise<void>>();
  using patience = new Patience(scope);
  for (const node of nodes.toReversed()) {
    const isOurs = node.scope.state === "open" && node.state === "held";
    if (isOurs) gone.set(node, end(node));
  }
  await Promise.all(gone.values());
  return failures;

  async function end(node: GraphNode): Promise<void> {
    if (node.users.size > 0) {
      const users = [...node.users];
      await Promise.all(users.map((user) => gone.get(user) ?? patience.until(user.quiet())));
    }
    const failure = await releaseHold(node.scope, node.held, exit);
    if (failure !== undefined) failures.push(failure);
  }
}

/** One deadline for everything that is waited for; it begins to run when something is. */
class Patience implements Disposable {
  readonly #scope: ScopeNode;
  readonly #watch: Watch;
  readonly #over: PromiseWithResolvers<void> = Promise.withResolvers();
  #running = false;

  constructor(scope: ScopeNode) {
    this.#scope = scope;
    this.#watch = new Watch(scope.options.clock, () => this.#over.resolve());
  }

  until(settled: Promise<void>): Promise<void> {
    if (!this.#running) {
      this.#running = true;
      this.#watch.set(this.#scope.nowMs() + this.#scope.options.releaseTimeoutMs);
    }
    return Promise.race([settled, this.#over.promise]);
  }

  [Symbol.dispose](): void {
    this.#watch.stop();
  }
}
