import { type FaultCase, logged, released } from "../fault_case.ts";
import { settleWithin, turn } from "../settle.ts";

/** The second of three releases never settles. */
export const hungRelease: FaultCase = {
  name: "hung release",
  asks: "Bounds a release that hangs, and releases the rest",
  async run(form, { hangMs }) {
    const log: string[] = [];
    const holder = await form.open();
    await holder.hold(logged("a", log));
    await holder.hold({ name: "b", close: () => new Promise(() => {}) });
    await holder.hold(logged("c", log));
    const { status } = await settleWithin(holder.close(), hangMs);
    if (status === "pending") return `close() hung; ${released(log)}`;
    return log.toSorted().join() === "a,c" ? undefined : released(log);
  },
};

/** Two callers close at the same time, and the release takes a while. */
export const secondClose: FaultCase = {
  name: "second close",
  asks: "A second close waits for the first",
  async run(form, { hangMs }) {
    const gate = Promise.withResolvers<void>();
    let releases = 0;
    const holder = await form.open();
    await holder.hold({
      name: "a",
      close() {
        releases++;
        return gate.promise;
      },
    });
    const first = settleWithin(holder.close(), hangMs);
    await turn();
    const second = holder.close();
    const early = await settleWithin(second, 20);
    gate.resolve();
    if (early.status === "rejected") return "the second close() threw";
    if (early.status === "fulfilled") return "the second close() returned before the release did";
    const both = [await first, await settleWithin(second, hangMs)];
    if (both.some(({ status }) => status !== "fulfilled")) return "close() failed";
    return releases === 1 ? undefined : `released ${releases} times`;
  },
};
