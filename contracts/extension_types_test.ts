import assert from "node:assert/strict";
import { type Contract, contract, type ExtensionSpec, integer, number, string } from "./mod.ts";

interface Job {
  readonly name: string;
  run(input: string): number;
}

interface TimedJob extends Job {
  stopAfter(seconds: number): void;
  note?: string;
}

const members = {
  name: { attribute: string() },
  run: { params: [["input", string()]], returns: number() },
} as const;

const Job: Contract<Job> = contract<Job>("types.Job", { members });

const stopAfter = { params: [["seconds", number()]] } as const;
const note = { attribute: string(), optional: true } as const;

Deno.test("extend() asks for what is new and lets the rest be said anew", () => {
  const Timed: Contract<TimedJob> = Job.extend<TimedJob>("types.Timed", {
    members: { stopAfter, note },
  });
  const Anew = Job.extend<Job>("types.Anew", {
    members: { run: { params: [["input", string()]], returns: integer() } },
  });
  const Same: Contract<Job> = Job.extend<Job>("types.Same", {});
  const asParent: Contract<Job> = Anew;
  assert.deepEqual([Timed.id, asParent.id, Same.id], ["types.Timed", "types.Anew", "types.Same"]);
});

Deno.test("extend() refuses specifications that do not fit the interface at compile time", () => {
  const define = () => {
    // @ts-expect-error TS2345: the new members are missing.
    Job.extend<TimedJob>("a", {});
    // @ts-expect-error TS2741: the new member "note" is missing.
    Job.extend<TimedJob>("a", { members: { stopAfter } });
    // @ts-expect-error TS2322: a new optional member has to be marked.
    Job.extend<TimedJob>("a", { members: { stopAfter, note: { attribute: string() } } });
    const seconds = { params: [["seconds", string()]] } as const;
    // @ts-expect-error TS2322: "seconds" is a number.
    Job.extend<TimedJob>("a", { members: { stopAfter: seconds, note } });
    const text = { params: [["input", string()]], returns: string() } as const;
    // @ts-expect-error TS2322: what is said anew has to fit, and the result is a number.
    Job.extend<Job>("a", { members: { run: text } });
    // @ts-expect-error TS2353: the interface has no member "stop".
    Job.extend<Job>("a", { members: { stop: { params: [] } } });
    // @ts-expect-error TS2344: what extends a Job has to be one.
    Job.extend<{ run(input: string): string }>("a", {});
    // @ts-expect-error TS2345: a static side has to be specified.
    Job.extend<Job, { open(): Job }>("a", {});
    // @ts-expect-error TS2353: there is no option "extends".
    Job.extend<Job>("a", { extends: Job });
    Job.extend<TimedJob>("a", {
      members: { stopAfter, note },
      // @ts-expect-error TS2322: an invariant looks at the new interface.
      invariants: { a: (self: Date) => !self },
    });
    const spec: ExtensionSpec<Job, unknown, Job, unknown> = {};
    return spec;
  };
  assert.equal(typeof define, "function");
});
