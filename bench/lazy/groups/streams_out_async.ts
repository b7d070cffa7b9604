import { AsyncSeq, asyncSeq } from "@weir/std/lazy";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { drain, NUMBERS, numbersLater, pageOfNumbers } from "../streams.ts";

const ahead = { highWaterMark: 64 };

const forms: readonly Form[] = [
  drain("ReadableStream.from", () => ReadableStream.from(numbersLater())),
  drain("by hand, 64 ahead", () => pullAhead(numbersLater(), 64)),
  drain("weir", () => asyncSeq(numbersLater).toReadableStream()),
  drain("weir, 64 ahead", () => asyncSeq(numbersLater).toReadableStream(ahead)),
  drain("weir, pages, 64 ahead", () => AsyncSeq.fromPages(pageOfNumbers).toReadableStream(ahead)),
];

/** What a stream costs that pulls 64 items for a read, without a sequence before it. */
function pullAhead<T>(source: AsyncIterator<T>, count: number): ReadableStream<T> {
  return new ReadableStream<T>({
    async pull(controller) {
      for (let pulled = 0; pulled < count; pulled++) {
        const { done, value } = await source.next();
        if (done) return controller.close();
        controller.enqueue(value);
      }
    },
  }, { highWaterMark: 0 });
}

/**
 * An async sequence as a stream, read in a `for await` loop. An item that is a promise away costs more
 * than 0.6 of `ReadableStream.from` even by hand, so there the loop by hand is what counts.
 */
export const group: Group = {
  title: "an item of an async generator, through a stream",
  unit: "ns",
  goals: [
    { form: "weir, 64 ahead", rival: "by hand, 64 ahead", atMost: 1.25 },
    { form: "weir, pages, 64 ahead", rival: "ReadableStream.from", atMost: 0.6 },
  ],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: NUMBERS.length }),
};
