import { Gauge, meterContract, type Scenario, TEXT } from "./scenario.ts";

const Meter = meterContract();

class Own extends Gauge {
  static {
    Meter.implement(this);
  }
}

class Guarded extends Gauge {
  static {
    Meter.implement(this);
  }
  constructor() {
    super();
    Meter.guard(this);
  }
}

const Second = meterContract();

class Both extends Gauge {
  static {
    Meter.implement(this);
    Second.implement(this);
  }
}

const NONE = [] as unknown as [number];

const at = { blame: "caller", className: "Own", kind: "argument", site: "caller" } as const;

/** What a caller breaks. */
export const BY_CALLER: readonly Scenario[] = [
  {
    ...at,
    name: "argument",
    member: "read",
    run: () => new Own().read(TEXT), // at: argument
  },
  {
    ...at,
    name: "argument left out",
    member: "read",
    run: () => new Own().read(...NONE), // at: argument left out
  },
  {
    ...at,
    name: "argument of an async method",
    member: "readLater",
    run: () => new Own().readLater(TEXT), // at: argument of an async method
  },
  {
    ...at,
    name: "argument of a generator",
    member: "each",
    run: () => [...new Own().each(TEXT)], // at: argument of a generator
  },
  {
    ...at,
    name: "argument of an async generator",
    member: "eachLater",
    run: () => {
      const items = new Own().eachLater(TEXT); // at: argument of an async generator
      return items.next();
    },
  },
  {
    ...at,
    name: "argument of a static method",
    member: "static open",
    run: () => Own.open(TEXT), // at: argument of a static method
  },
  {
    ...at,
    name: "argument of an inherited method",
    className: "Own",
    member: "read",
    run: () => {
      class Child extends Own {}
      return new Child().read(TEXT); // at: argument of an inherited method
    },
  },
  {
    ...at,
    name: "argument that all contracts refuse",
    className: "Both",
    member: "read",
    run: () => new Both().read(TEXT), // at: argument that all contracts refuse
  },
  {
    ...at,
    name: "write to an accessor",
    member: "size",
    kind: "attribute",
    run: () => {
      new Own().size = TEXT; // at: write to an accessor
    },
  },
  {
    ...at,
    name: "write to a guarded field",
    className: "Guarded",
    member: "field",
    kind: "attribute",
    run: () => {
      new Guarded().field = TEXT; // at: write to a guarded field
    },
  },
  {
    ...at,
    name: "value that is no implementation",
    className: "Object",
    member: "size",
    kind: "attribute",
    run: () => Meter.assert({}), // at: value that is no implementation
  },
  {
    ...at,
    name: "argument through a bound method",
    member: "read",
    run: () => {
      const meter = new Own();
      const read = meter.read.bind(meter);
      return read(TEXT); // at: argument through a bound method
    },
  },
];
