import { contract, string } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep } from "../save.ts";

interface Job {
  run(by: string): string;
}

abstract class JobBase implements Job {
  readonly started: number;
  constructor(started: number) {
    this.started = started;
  }
  abstract run(by: string): string;
}

/** A base of its own for each pair, as two classes of one contract may not share a name. */
function hookedBase(): typeof JobBase {
  const Job = contract<Job>("bench.Job", {
    members: { run: { params: [["by", string()]], returns: string() } },
  });
  return Job.base(JobBase);
}

/** What a guard cannot do without: a constructor more on the way up. */
abstract class ConstructorBetween extends JobBase {
  constructor(...args: [number]) {
    super(...args);
  }
}

type JobClass = new (started: number) => Job;

/** Two classes that differ in the base alone from those of another call. */
function jobs(Base: typeof JobBase): [JobClass, JobClass] {
  class Import extends Base {
    readonly name = "import";
    run(by: string): string {
      return by;
    }
  }
  class Export extends Base {
    readonly name = "export";
    run(by: string): string {
      return by;
    }
  }
  return [Import, Export];
}

/** Each form has code of its own, lest one meets what was compiled for another. */
function form(name: string, [First, Second]: [JobClass, JobClass]): Form {
  const text = `return function (times) {
    for (let i = 0; i < times; i += 2) {
      keep(new First(i));
      keep(new Second(i));
    }
    return Promise.resolve();
  }`;
  const run = new Function("keep", "First", "Second", text);
  return { name, run: run(keep, First, Second) };
}

const plain = jobs(JobBase);
const between = jobs(ConstructorBetween);
const hooked = jobs(hookedBase());
const plainPair = jobs(JobBase);
const betweenPair = jobs(ConstructorBetween);
const hookedPair = jobs(hookedBase());

const forms: readonly Form[] = [
  form("the class itself as the base", [plain[0], plain[0]]),
  form("a constructor between", [between[0], between[0]]),
  form("hooked base with guard", [hooked[0], hooked[0]]),
  form("two classes in turn", plainPair),
  form("two classes, a constructor between", betweenPair),
  form("two classes of a hooked base", hookedPair),
];

/** Subclasses without a mark, seen to by the guard of their base. */
export const group: Group = {
  title: "an instance constructed",
  unit: "ns",
  goals: [
    { form: "hooked base with guard", rival: "a constructor between", atMost: 1.1 },
    {
      form: "two classes of a hooked base",
      rival: "two classes, a constructor between",
      atMost: 1.3,
    },
  ],
  measure() {
    try {
      new hooked[0](0).run(7 as never);
    } catch {
      return interleave(forms, { rounds: 15, sampleMs: 8, resources: 1 });
    }
    throw new Error("Cannot measure a base that does not check its subclasses");
  },
};
