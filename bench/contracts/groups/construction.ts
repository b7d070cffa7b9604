import { contract, string } from "@weir/std/contracts";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { keep } from "../save.ts";

interface Job {
  run(by: string): string;
}

const Job = contract<Job>("bench.Job", {
  members: { run: { params: [["by", string()]], returns: string() } },
});

abstract class JobBase implements Job {
  readonly started: number;
  constructor(started: number) {
    this.started = started;
  }
  abstract run(by: string): string;
}

class Plain extends JobBase {
  readonly name = "plain";
  run(by: string): string {
    return by;
  }
}

const HookedBase = Job.base(JobBase);

class Hooked extends HookedBase {
  readonly name = "hooked";
  run(by: string): string {
    return by;
  }
}

const forms: readonly Form[] = [
  {
    name: "the class itself as the base",
    run(times) {
      for (let i = 0; i < times; i++) keep(new Plain(i));
      return Promise.resolve();
    },
  },
  {
    name: "hooked base with guard",
    run(times) {
      for (let i = 0; i < times; i++) keep(new Hooked(i));
      return Promise.resolve();
    },
  },
];

/** A subclass without a mark, seen to by the guard of its base. */
export const group: Group = {
  title: "an instance constructed",
  unit: "ns",
  goals: [{ form: "hooked base with guard", rival: "the class itself as the base", atMost: 1.1 }],
  measure() {
    try {
      new Hooked(0).run(7 as never);
    } catch {
      return interleave(forms, { rounds: 60, sampleMs: 8, resources: 1 });
    }
    throw new Error("Cannot measure a base that does not check its subclasses");
  },
};
