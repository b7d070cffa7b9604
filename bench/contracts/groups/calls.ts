import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { mustBeRight } from "../save.ts";
import { subject as arktype } from "../subjects/arktype.ts";
import { form as bare } from "../subjects/bare.ts";
import { subject as byHand } from "../subjects/by_hand.ts";
import { subject as classValidator } from "../subjects/class_validator.ts";
import { asking, decoding } from "../subjects/effect.ts";
import { subject as ioTs } from "../subjects/io_ts.ts";
import { subject as typebox } from "../subjects/typebox.ts";
import { subject as typia } from "../subjects/typia.ts";
import { subject as valibot } from "../subjects/valibot.ts";
import { subject as weir } from "../subjects/weir.ts";
import { form as off } from "../subjects/weir_off.ts";
import { subject as zod } from "../subjects/zod.ts";

/** A call with three arguments and a result, all checked. */
export const group: Group = {
  title: "a checked call",
  unit: "ns",
  goals: [
    { form: "contract, off", rival: "no checks", atMost: 1.05 },
    { form: "contract", rival: "by hand", atMost: 1.3 },
  ],
  measure() {
    const right = mustBeRight([
      byHand,
      weir,
      typia,
      typebox,
      arktype,
      zod,
      valibot,
      ioTs,
      asking,
      decoding,
      classValidator,
    ]);
    const [first, ...others] = right;
    const forms = [first!, bare, off, ...others];
    return interleave(forms, { rounds: 12, sampleMs: 5, resources: 1, warmUpMs: 300 });
  },
};
