import { type FaultCase, logged, released } from "../fault_case.ts";
import { settleWithin } from "../settle.ts";
import type { Form } from "../subject.ts";

/** Three resources. */
export const reverseOrder: FaultCase = {
  name: "reverse order",
  asks: "Releases in reverse order",
  async run(form, { hangMs }) {
    const log: string[] = [];
    const holder = await form.open();
    for (const name of ["a", "b", "c"]) await holder.hold(logged(name, log));
    const { status } = await settleWithin(holder.close(), hangMs);
    if (status !== "fulfilled") return `close() was ${status}; ${released(log)}`;
    return log.join() === "c,b,a" ? undefined : released(log);
  },
};

/** A child between two resources of its parent. */
export const childrenFirst: FaultCase = {
  name: "children first",
  asks: "Closes a child before any resource of its parent, also one that came after it",
  async run(form, { hangMs }) {
    const log: string[] = [];
    const parent = await form.open();
    await parent.hold(logged("parent 1", log));
    const child = await parent.child();
    await child.hold(logged("child", log));
    await parent.hold(logged("parent 2", log));
    const { status } = await settleWithin(parent.close(), hangMs);
    if (status !== "fulfilled") return `close() was ${status}; ${released(log)}`;
    if (!log.includes("child")) return `the child was not closed; ${released(log)}`;
    return log[0] === "child" ? undefined : released(log);
  },
};

/** A resource at each of 2,000 and then 10,000 levels. */
export const deepNesting: FaultCase = {
  name: "deep nesting",
  asks: "Opens and closes 2,000 and then 10,000 levels without loss, within 10 s each",
  async run(form, { deepMs }) {
    for (const depth of [2_000, 10_000]) {
      const problem = await nest(form, depth, performance.now() + deepMs);
      if (problem !== undefined) return `${depth.toLocaleString("en")} levels: ${problem}`;
    }
    return undefined;
  },
};

async function nest(form: Form, depth: number, byMs: number): Promise<string | undefined> {
  let count = 0;
  const item = {
    name: "level",
    close() {
      count++;
      return Promise.resolve();
    },
  };
  const root = await form.open();
  let holder = root;
  for (let level = 1; level <= depth; level++) {
    await holder.hold(item);
    if (level < depth) holder = await holder.child();
    if (performance.now() > byMs) return "not open in time";
  }
  const settled = await settleWithin(rejecting(() => root.close()), byMs - performance.now());
  if (settled.status === "pending") {
    return `not closed in time; released ${count.toLocaleString("en")}`;
  }
  if (count === depth && settled.status === "fulfilled") return undefined;
  const error = settled.status === "rejected" ? `; close() threw ${nameOf(settled.reason)}` : "";
  return `released ${count.toLocaleString("en")}${error}`;
}

/** Some overflow the stack before they return a promise. */
async function rejecting(close: () => Promise<void>): Promise<void> {
  await close();
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
