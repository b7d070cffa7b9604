import { checkInteger } from "../../_internal/check_option.ts";
import { checkCompare, type Compare } from "../callback.ts";
import { ascending } from "../sorting/ascending.ts";
import type { SinkFactory } from "../engine/sink.ts";
import { TopK } from "../sorting/top_k.ts";

/** The first `k` items of the sorted sequence; only as many are kept. */
export function top<T>(k: number, compare: Compare<T> = ascending): SinkFactory<T[]> {
  checkInteger("find the top items", "k", k, 0);
  checkCompare("find the top items", compare);
  return () => {
    const top = new TopK(k, compare);
    return {
      settle(item: T) {
        top.push(item);
      },
      result: () => top.result(),
    };
  };
}
