/** What a source sees and what a caller gets in a situation. */
export interface Outcome {
  readonly closes: number;
  /** What is thrown; `undefined` if nothing is. */
  readonly error: unknown;
}

/** A one-shot source of 1 to 6 that counts what is done to it. */
export class Counted extends Iterator<number, undefined> {
  pulls = 0;
  closes = 0;
  readonly #failures: { readonly next?: unknown; readonly return?: unknown };

  constructor(failures: { readonly next?: unknown; readonly return?: unknown } = {}) {
    super();
    this.#failures = failures;
  }

  override next(): IteratorResult<number, undefined> {
    this.pulls++;
    if (this.pulls === 2 && this.#failures.next !== undefined) throw this.#failures.next;
    return this.pulls <= 6 ? { done: false, value: this.pulls } : { done: true, value: undefined };
  }

  override return(): IteratorResult<number, undefined> {
    this.closes++;
    if (this.#failures.return !== undefined) throw this.#failures.return;
    return { done: true, value: undefined };
  }
}

/** Appends an operation to a source and begins to read it. */
export type Begin = (
  source: Counted,
  spy: (value: number, index: number) => unknown,
) => IteratorObject<unknown>;

/** What the callback fails with. */
export const calledBack: Error = new Error("callback");
/** What the body of a loop fails with. */
export const body: Error = new Error("body");
/** What `next()` of the source fails with. */
export const pulled: Error = new Error("next");
/** What `return()` of the source fails with. */
export const closed: Error = new Error("return");

const pass = (value: number) => value;

function observe(source: Counted, run: () => unknown): Outcome {
  try {
    run();
    return { closes: source.closes, error: undefined };
  } catch (error) {
    return { closes: source.closes, error };
  }
}

function leave(begin: Begin, source: Counted, error?: unknown): Outcome {
  return observe(source, () => {
    for (const _ of begin(source, pass)) {
      if (error !== undefined) throw error;
      break;
    }
  });
}

/** Every situation of the close table that an operation as a whole can be in. */
export const situations: Readonly<Record<string, (begin: Begin) => Outcome>> = {
  "a loop is left": (begin) => leave(begin, new Counted()),
  "a loop is left and closing fails": (begin) => leave(begin, new Counted({ return: closed })),
  "the body fails": (begin) => leave(begin, new Counted(), body),
  "the body fails and closing too": (begin) => leave(begin, new Counted({ return: closed }), body),
  "the callback fails": (begin) => {
    const source = new Counted();
    return observe(source, () =>
      begin(source, (value) => {
        if (value === 2) throw calledBack;
        return value;
      }).toArray());
  },
  "the callback fails and closing too": (begin) => {
    const source = new Counted({ return: closed });
    return observe(source, () =>
      begin(source, () => {
        throw calledBack;
      }).toArray());
  },
  "the source fails": (begin) => {
    const source = new Counted({ next: pulled });
    return observe(source, () => begin(source, pass).toArray());
  },
  "it is read to the end": (begin) => {
    const source = new Counted();
    return observe(source, () => begin(source, pass).toArray());
  },
  "it is destructured": (begin) => {
    const source = new Counted();
    return observe(source, () => {
      const [_first] = begin(source, pass);
    });
  },
  "find() has found": (begin) => {
    const source = new Counted();
    return observe(source, () => begin(source, pass).find(() => true));
  },
  "some() has found": (begin) => {
    const source = new Counted();
    return observe(source, () => begin(source, pass).some(() => true));
  },
  "it is returned unread": (begin) => {
    const source = new Counted();
    return observe(source, () => begin(source, pass).return?.());
  },
  "it is returned twice": (begin) => {
    const source = new Counted();
    return observe(source, () => {
      const iterator = begin(source, pass);
      iterator.next();
      iterator.return?.();
      iterator.return?.();
    });
  },
  "it is disposed of twice": (begin) => {
    const source = new Counted();
    return observe(source, () => {
      using iterator = begin(source, pass);
      iterator.next();
      iterator[Symbol.dispose]();
    });
  },
  "a block with using fails and closing too": (begin) => {
    const source = new Counted({ return: closed });
    return observe(source, () => {
      using iterator = begin(source, pass);
      iterator.next();
      throw body;
    });
  },
  "it is pulled by hand to its first item": (begin) => {
    const source = new Counted();
    return observe(source, () => begin(source, pass).next());
  },
};
