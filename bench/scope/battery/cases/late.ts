import { type FaultCase, logged } from "../fault_case.ts";
import { settleWithin, turn } from "../settle.ts";

/** One caller runs out of time, one is told to stop; both values arrive after that. */
export const lateAfterGivingUp: FaultCase = {
  name: "late after giving up",
  asks: "Releases a value that arrives after a timeout or an abort",
  async run(form, { hangMs }) {
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const controller = new AbortController();
    const holder = await form.open();
    const open = async () => await gate.promise;
    const givingUp = [
      holder.acquire({ ...logged("timed out", log), open }, { timeoutMs: 20 }),
      holder.acquire({ ...logged("aborted", log), open }, { signal: controller.signal }),
    ];
    const gaveUp = Promise.all(givingUp.map((each) => settleWithin(each, hangMs / 2)));
    await turn();
    controller.abort();
    await gaveUp;
    gate.resolve();
    await Promise.all(givingUp.map((each) => settleWithin(each, hangMs)));
    await turn();
    const { status } = await settleWithin(holder.close(), hangMs);
    await turn();
    if (status === "pending") return "close() hung";
    const lost = ["timed out", "aborted"].filter((name) => !log.includes(name));
    return lost.length === 0 ? undefined : `never released: ${lost.join(", ")}`;
  },
};

/** The holder is closed while something is being opened. */
export const lateAfterClose: FaultCase = {
  name: "late after close",
  asks: "Releases a value that arrives after the close",
  async run(form, { hangMs }) {
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const holder = await form.open();
    const open = async () => await gate.promise;
    const acquiring = holder.acquire({ ...logged("late", log), open }, {});
    // What rejects because of the close is looked at below.
    acquiring.catch(() => {});
    await turn();
    const closing = holder.close();
    closing.catch(() => {});
    await turn();
    gate.resolve();
    await settleWithin(acquiring, hangMs);
    const { status } = await settleWithin(closing, hangMs);
    await turn();
    if (status === "pending") return "close() hung";
    return log.includes("late") ? undefined : "never released";
  },
};

/** Opening never ends. */
export const acquireTimeout: FaultCase = {
  name: "acquire timeout",
  asks: "Rejects at once when acquiring takes too long",
  async run(form, { hangMs }) {
    const gate = Promise.withResolvers<void>();
    const holder = await form.open();
    const item = { ...logged("slow", []), open: async () => await gate.promise };
    const acquiring = holder.acquire(item, { timeoutMs: 20 });
    const { status } = await settleWithin(acquiring, hangMs);
    gate.resolve();
    await settleWithin(acquiring, hangMs);
    await settleWithin(holder.close(), hangMs);
    if (status === "pending") return "waits until the value arrives";
    return status === "rejected" ? undefined : "handed out a value";
  },
};
