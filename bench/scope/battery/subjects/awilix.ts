import { asFunction, type AwilixContainer, createContainer } from "../../rivals/awilix.ts";
import { CHILDLESS, runThenClose, SYNCHRONOUS } from "../container_forms.ts";
import type { Holder, Subject } from "../subject.ts";

function holderOf(container: AwilixContainer): Holder {
  return {
    hold({ name, close }) {
      const held = asFunction(() => ({ name })).scoped().disposer(() => close(undefined));
      container.register(name, held);
      container.resolve(name);
    },
    acquire: () => Promise.reject(new TypeError("Cannot acquire what takes time")),
    child: () => holderOf(container.createScope()),
    close: () => container.dispose(),
  };
}

const open = () => holderOf(createContainer());

/** A container; `scoped` keeps a value in the container that resolved it. */
export const subject: Subject = {
  name: "awilix",
  none: { ...SYNCHRONOUS, ...CHILDLESS },
  form: { open, run: (body) => runThenClose(open(), body) },
};
