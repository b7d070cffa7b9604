import { Container } from "../../rivals/inversify.ts";
import { CHILDLESS, runThenClose } from "../container_forms.ts";
import { giveUp } from "../../give_up.ts";
import type { Holder, OpeningItem, Subject } from "../subject.ts";

function holderOf(container: Container): Holder {
  function bind({ name, open, close }: OpeningItem): Promise<unknown> {
    container.bind(name).toDynamicValue(open).inSingletonScope()
      .onDeactivation(() => close(undefined));
    return container.getAsync(name);
  }
  return {
    async hold(item) {
      await bind({ ...item, open: () => Promise.resolve(item.name) });
    },
    async acquire(item, limits) {
      await giveUp(bind(item), limits);
    },
    child: () => holderOf(new Container({ parent: container })),
    close: () => container.unbindAllAsync(),
  };
}

const open = () => holderOf(new Container());

/** A container with asynchronous values and deactivations. */
export const subject: Subject = {
  name: "Inversify",
  none: { ...CHILDLESS, "acquire timeout": "it has neither timeouts nor signals" },
  form: { open, run: (body) => runThenClose(open(), body) },
};
