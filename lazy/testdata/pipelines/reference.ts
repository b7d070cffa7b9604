import { ReferenceSource } from "./reference_source.ts";
import { ABORTED, type World } from "./world.ts";

/** What an operator of a reference run may do. */
export interface Tools {
  readonly world: World;
  /** Name of the operator in the log. */
  readonly name: string;
  /** Further sources of the operator. */
  readonly others: readonly ReferenceSource[];
  /** Opens a further source. */
  open(source: ReferenceSource | Iterator<unknown>): Held;
  /** All items of a further source, which is opened when the first of them is asked for. */
  items(source: ReferenceSource | Iterator<unknown>): Iterable<unknown>;
  /** Closes the further sources of this operator. */
  closeOthers(): void;
  /** Closes all that is open up to this operator, itself included. */
  closeUpstream(): void;
  /** Gives up the main source, which has not been opened. */
  discardMain(): void;
}

/** An operator as a plain generator over its input. It never closes: that is told to the tools. */
export type ReferenceStage = (input: Iterable<unknown>, tools: Tools) => Iterable<unknown>;

/** An operator with its place in the pipeline. */
export interface PlacedStage {
  readonly stage: ReferenceStage;
  readonly name: string;
  readonly others: readonly ReferenceSource[];
  /** Whether it closes its further sources in its place, opened or not; otherwise at the end. */
  readonly isOwner?: boolean;
}

/** An open source, or one that an operator owns and has not opened. */
export interface Held {
  readonly rank: number;
  readonly source?: ReferenceSource;
  pull(): IteratorResult<unknown, unknown>;
  close(): void;
}

/**
 * The naive oracle: a chain of generators, one per operator, and a list of what is open. Closing is
 * spelled out: later operators first, and what an operator opened last before what it opened first.
 */
export class Reference extends Iterator<unknown, undefined, unknown> {
  readonly #world: World;
  readonly #main: ReferenceSource;
  readonly #others: ReferenceSource[];
  readonly #held: Held[] = [];
  readonly #items: Iterator<unknown>;
  #isStarted = false;
  #isEnded = false;

  constructor(world: World, main: ReferenceSource, stages: readonly PlacedStage[]) {
    super();
    this.#world = world;
    this.#main = main;
    this.#others = stages.toReversed().flatMap(({ others, isOwner }) => isOwner ? [] : others);
    stages.forEach(({ others, isOwner }, index) => {
      if (isOwner) others.forEach((source) => this.#held.push(this.#unopened(source, index + 1)));
    });
    let items = this.#pass(main, 0);
    stages.forEach((placed, index) => {
      items = placed.stage(items, this.#tools(placed, index + 1));
    });
    this.#items = items[Symbol.iterator]();
  }

  override next(): IteratorResult<unknown, undefined> {
    if (this.#isEnded) return { done: true, value: undefined };
    this.#isStarted = true;
    try {
      const result = this.#items.next();
      if (!result.done) return result;
      this.#isEnded = true;
      const others = this.#others.splice(0).map((source) => () => source.discard());
      runAll([...others, () => this.#closeThrough(Infinity)]);
      return { done: true, value: undefined };
    } catch (error) {
      this.#isEnded = true;
      try {
        this.#closeEverything();
      } catch {
        // The first failure counts.
      }
      throw error;
    }
  }

  override return(): IteratorResult<unknown, undefined> {
    this.#isEnded = true;
    this.#closeEverything();
    return { done: true, value: undefined };
  }

  #tools({ name, others }: PlacedStage, rank: number): Tools {
    return {
      world: this.#world,
      name,
      others,
      open: (source) => this.#hold(source, rank),
      items: (source) => this.#pass(source, rank),
      closeOthers: () => this.#closeAll(this.#held.filter((held) => held.rank === rank)),
      closeUpstream: () => this.#closeThrough(rank),
      discardMain: () => {
        if (!this.#held.some((held) => held.rank === 0)) this.#main.discard();
      },
    };
  }

  #unopened(source: ReferenceSource, rank: number): Held {
    const held: Held = {
      rank,
      source,
      pull: () => ({ done: true, value: undefined }),
      close: () => {
        this.#forget(held);
        source.discard();
      },
    };
    return held;
  }

  #hold(source: ReferenceSource | Iterator<unknown>, rank: number): Held {
    const owned = this.#held.find((held) => held.source === source && held.rank === rank);
    const iterator = source instanceof ReferenceSource ? source.open() : source;
    const held: Held = {
      rank,
      pull: () => {
        try {
          const result = iterator.next();
          if (result.done) this.#forget(held);
          return result;
        } catch (error) {
          if (error !== ABORTED) this.#forget(held);
          throw error;
        }
      },
      close: () => {
        this.#forget(held);
        iterator.return?.();
      },
    };
    if (owned === undefined) this.#held.push(held);
    else this.#held[this.#held.indexOf(owned)] = held;
    return held;
  }

  #forget(held: Held): void {
    const index = this.#held.indexOf(held);
    if (index !== -1) this.#held.splice(index, 1);
  }

  *#pass(source: ReferenceSource | Iterator<unknown>, rank: number): Iterable<unknown> {
    const held = this.#hold(source, rank);
    for (;;) {
      const { done, value } = held.pull();
      if (done) return;
      yield value;
    }
  }

  #closeThrough(rank: number): void {
    this.#closeAll(this.#held.filter((held) => held.rank <= rank));
  }

  #closeAll(open: readonly Held[]): void {
    const inOrder = open.toReversed().sort((a, b) => b.rank - a.rank);
    runAll(inOrder.map((held) => () => held.close()));
  }

  #closeEverything(): void {
    const others = this.#others.splice(0).map((source) => () => source.discard());
    const main = this.#isStarted ? [] : [() => this.#main.discard()];
    this.#isStarted = true;
    runAll([() => this.#closeThrough(Infinity), ...main, ...others]);
  }
}

/** Runs all, and throws what failed first. */
export function runAll(tasks: readonly (() => void)[]): void {
  const failures: unknown[] = [];
  for (const task of tasks) {
    try {
      task();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
