import { integer } from "../../mod.ts";
import {
  answer,
  Gauge,
  type Meter as Members,
  meterContract,
  type MeterStatic,
  orBad,
  type Scenario,
  secretly,
  TEXT,
} from "./scenario.ts";

const Meter = meterContract();

class Parent extends Gauge {
  static {
    Meter.implement(this); // at: Parent
  }
}

class Child extends Parent {
  static {
    Meter.implement(this); // at: Child
  }
  static override open(n: number) {
    return answer(n);
  }
  override get size() {
    return TEXT;
  }
  override set size(size: number) {
    super.size = size === 14 ? TEXT : size; // at: write through super
  }
  override read(n: number) {
    if (n === 15) this.field = -1;
    return n === 14 ? super.read(TEXT) : answer(n); // at: argument through super
  }
  override readLater(n: number) {
    return Promise.resolve(answer(n));
  }
  override *each(n: number) {
    yield answer(n);
  }
}

class Unmarked extends Parent {
  override read(n: number) {
    return answer(n);
  }
}

const Narrow = Meter.extend<Members, MeterStatic>("test.Narrow", {
  members: {
    read: { params: [["n", secretly("all but a secret", 7654321)]] },
  },
});

class Narrower extends Gauge {
  static {
    Narrow.implement(this); // at: Narrower
  }
}

const Wide = Meter.extend<Members, MeterStatic>("test.Wide", {
  members: { read: { params: [["n", integer()]], returns: orBad() } },
});

class Wider extends Gauge {
  static {
    Wide.implement(this); // at: Wider
  }
}

const at = {
  blame: "subclass",
  className: "Child",
  kind: "result",
  site: "method",
  line: "Child",
} as const;

/** What a class breaks that takes a contract over from its parent, or a contract from another. */
export const BY_SUBCLASS: readonly Scenario[] = [
  { ...at, name: "result of an override", member: "read", run: () => new Child().read(13) },
  {
    ...at,
    name: "result of a static override",
    member: "static open",
    run: () => Child.open(13),
  },
  {
    ...at,
    name: "awaited result of an override",
    member: "readLater",
    run: () => new Child().readLater(13),
  },
  {
    ...at,
    name: "item of an override",
    member: "each",
    kind: "item",
    run: () => [...new Child().each(13)],
  },
  {
    ...at,
    name: "value of a getter that is overridden",
    member: "size",
    kind: "attribute",
    run: () => new Child().size,
  },
  {
    ...at,
    name: "invariant of the parent",
    member: "",
    kind: "invariant",
    run: () => new Child().read(15),
  },
  {
    ...at,
    name: "argument through super",
    className: "Parent",
    member: "read",
    kind: "argument",
    site: "caller",
    line: "argument through super",
    run: () => new Child().read(14),
  },
  {
    ...at,
    name: "write through super",
    className: "Parent",
    member: "size",
    kind: "attribute",
    site: "caller",
    line: "write through super",
    run: () => {
      new Child().size = 14;
    },
  },
  {
    ...at,
    name: "argument that the extended contract accepts",
    className: "Narrower",
    member: "read",
    kind: "argument",
    line: "Narrower",
    run: () => new Narrower().read(7654321),
  },
  {
    ...at,
    name: "result that the extended contract refuses",
    className: "Wider",
    member: "read",
    line: "Wider",
    run: () => new Wider().read(13),
  },
  {
    ...at,
    name: "override of another kind",
    className: "Kind",
    member: "read",
    kind: "kind",
    site: "class",
    line: "override of another kind",
    run: () =>
      class Kind extends (Parent as new () => object) {
        static {
          Meter.implement(this as never); // at: override of another kind
        }
        async read() {
          return await 1;
        }
      },
  },
  {
    ...at,
    name: "result of an override without a mark",
    className: "Unmarked",
    member: "read",
    site: "method",
    line: "",
    run: () => {
      const meter = new Unmarked();
      if (!Meter.is(meter)) throw new Error("it is no meter");
      return meter.read(13);
    },
  },
];
