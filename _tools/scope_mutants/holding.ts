import type { Mutant } from "../mutants.ts";

const MOVE = "scope/engine/move.ts";
const NODE = "scope/engine/scope_node.ts";
const INDEX = "scope/engine/held_index.ts";

/** What goes wrong with what a scope holds, moves and counts. */
export const HOLDING: readonly Mutant[] = [
  {
    file: "scope/engine/chain.ts",
    from: "    else item.newer.older = item.older;",
    to: "",
    breaks: "what is taken from the middle of a scope stays in its order",
  },
  {
    file: "scope/engine/hold.ts",
    from: "  node.acquired++;",
    to: "",
    breaks: "resources are not counted",
  },
  {
    file: "scope/engine/hold.ts",
    from: "if (node.leaks !== undefined) node.leaks.hold(held);",
    to: "",
    breaks: "nobody looks whether what is held leaks",
  },
  {
    file: "scope/engine/held.ts",
    from: "this.detail.watched?.end(state);",
    to: "",
    breaks: "what was released passes for a leak",
  },
  {
    file: INDEX,
    from: "same?.findLast(",
    to: "same?.find(",
    breaks: "release() of a value that is held twice takes the older hold",
  },
  {
    file: INDEX,
    from: "same.splice(same.lastIndexOf(held), 1);",
    to: "same.pop();",
    breaks: "the wrong hold of a value that is held twice is forgotten",
  },
  {
    file: MOVE,
    from: "    node.letGo(held);",
    to: "",
    breaks: "both scopes hold what was moved",
  },
  {
    file: MOVE,
    from: 'if (held === undefined || held.state !== "held") return false;',
    to: "if (held === undefined) return false;",
    breaks: "what is being released can be moved",
  },
  {
    file: MOVE,
    from: '  target.assertOpen(`take over "${held.name}"`);',
    to: "",
    breaks: "a value moves to a scope that is closed, and is lost",
  },
  {
    file: MOVE,
    from: "  target.assertOpen(`take over what",
    to: "  node.assertOpen(`take over what",
    breaks: "everything moves to a scope that is closed, and is lost",
  },
  {
    file: MOVE,
    from: "node.held.toArray().filter(",
    to: "node.held.toArray().reverse().filter(",
    breaks: "moveAll() turns the order round",
  },
  {
    file: NODE,
    from: "      this.aborted = parent.aborted;",
    to: "",
    breaks: "a scope below one that was told to stop goes on",
  },
  {
    file: NODE,
    from: "if (this.pending!.size === 0) this.onIdle?.();",
    to: "if (this.pending!.size === 1) this.onIdle?.();",
    breaks: "a close is not told that the last acquisition is over",
  },
  {
    file: NODE,
    from: "    this.heldIndex?.remove(held);",
    to: "",
    breaks: "what is gone can be released once more",
  },
  {
    file: NODE,
    from: "    this.children.remove(child);",
    to: "",
    breaks: "a parent keeps children that are closed",
  },
  {
    file: "scope/engine/emit.ts",
    from: '      node.count("observerErrors");',
    to: "",
    breaks: "errors of observers are not counted",
  },
];
