import { answer, Gauge, meterContract, type Scenario, TEXT } from "./scenario.ts";

const Meter = meterContract();

class Own extends Gauge {
  static {
    Meter.implement(this); // at: Own
  }
  spoil(field: number) {
    this.field = field;
    return this;
  }
  override readLater(n: number): Promise<number> {
    return n === 14 ? 5 as never : Promise.resolve(answer(n));
  }
  override read(n: number): number {
    if (n === 15) this.field = -1;
    return answer(n);
  }
}

class Guarded extends Gauge {
  static {
    Meter.implement(this);
  }
  override field = TEXT;
  constructor() {
    super();
    Meter.guard(this); // at: constructor
  }
}

const at = {
  blame: "implementation",
  className: "Own",
  kind: "result",
  site: "method",
  line: "Own",
} as const;

/** What a class breaks that implements a contract. */
export const BY_IMPLEMENTATION: readonly Scenario[] = [
  { ...at, name: "result", member: "read", run: () => new Own().read(13) },
  { ...at, name: "result of a static method", member: "static open", run: () => Own.open(13) },
  { ...at, name: "awaited result", member: "readLater", run: () => new Own().readLater(13) },
  {
    ...at,
    name: "result that is no promise",
    member: "readLater",
    run: () => new Own().readLater(14),
  },
  {
    ...at,
    name: "yielded item",
    member: "each",
    kind: "item",
    run: () => [...new Own().each(13)],
  },
  {
    ...at,
    name: "item yielded over time",
    member: "eachLater",
    kind: "item",
    run: () => Array.fromAsync(new Own().eachLater(13)),
  },
  {
    ...at,
    name: "value of a getter",
    member: "size",
    kind: "attribute",
    run: () => {
      const meter = new Own();
      meter.size = 13;
      return meter.size;
    },
  },
  {
    ...at,
    name: "invariant after a call",
    member: "",
    kind: "invariant",
    run: () => new Own().read(15),
  },
  {
    ...at,
    name: "invariant before a call",
    member: "",
    kind: "invariant",
    run: () => new Own().spoil(-1).read(1),
  },
  {
    ...at,
    name: "what the constructor left",
    className: "Guarded",
    member: "field",
    kind: "attribute",
    site: "caller",
    line: "constructor",
    run: () => new Guarded(),
  },
  {
    ...at,
    name: "missing member",
    className: "Missing",
    member: "size",
    kind: "missing",
    site: "class",
    line: "missing member",
    run: () =>
      class Missing {
        static {
          Meter.implement(this as never); // at: missing member
        }
      },
  },
  {
    ...at,
    name: "method of another kind",
    className: "Kind",
    member: "each",
    kind: "kind",
    site: "class",
    line: "method of another kind",
    run: () =>
      class Kind extends (Gauge as new () => object) {
        static {
          Meter.implement(this as never); // at: method of another kind
        }
        async each() {
          return await 1;
        }
      },
  },
];
