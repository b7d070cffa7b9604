import { giveUp } from "../../give_up.ts";
import type { Holder, Subject } from "../subject.ts";

function holderOf(stack: AsyncDisposableStack): Holder {
  return {
    hold({ name, close }) {
      stack.adopt(name, () => close(undefined));
    },
    async acquire({ open, close }, limits) {
      stack.adopt(await giveUp(open(), limits), () => close(undefined));
    },
    child: () => holderOf(stack.use(new AsyncDisposableStack())),
    close: () => stack.disposeAsync(),
  };
}

/** The stack of the language. */
export const subject: Subject = {
  name: "AsyncDisposableStack",
  none: { "acquire timeout": "it holds values and acquires none" },
  form: {
    open: () => holderOf(new AsyncDisposableStack()),
    async run(body) {
      await using stack = new AsyncDisposableStack();
      await body(holderOf(stack));
    },
  },
};
