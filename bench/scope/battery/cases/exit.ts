import type { FaultCase } from "../fault_case.ts";
import { settleWithin } from "../settle.ts";
import type { Told } from "../subject.ts";

/** A transaction: commit after a success, roll back after a failure. */
export const exitAware: FaultCase = {
  name: "exit-aware",
  asks: "Tells a release whether the work succeeded, so that it can commit or roll back",
  async run(form, { hangMs }) {
    const heard: Told[] = [];
    for (const fails of [false, true]) {
      const running = form.run(async (holder) => {
        await holder.hold({
          name: "transaction",
          close(told) {
            heard.push(told);
            return Promise.resolve();
          },
        });
        if (fails) throw new Error("body failed");
      });
      await settleWithin(running, hangMs);
    }
    if (heard.join() === "success,failure") return undefined;
    const [good = "nothing", bad = "nothing"] = heard;
    return `told ${good} after a success, ${bad} after a failure`;
  },
};
