import {
  container as rootContainer,
  type DependencyContainer,
  Lifecycle,
} from "../../rivals/tsyringe.ts";
import { CHILDLESS, runThenClose, SYNCHRONOUS } from "../container_forms.ts";
import type { Holder, Subject } from "../subject.ts";

function holderOf(container: DependencyContainer): Holder {
  return {
    hold({ name, close }) {
      // Only instances of classes are disposed of, not what a factory made.
      class Held {
        dispose(): Promise<void> {
          return close(undefined);
        }
      }
      container.register(name, { useClass: Held }, { lifecycle: Lifecycle.ContainerScoped });
      container.resolve(name);
    },
    acquire: () => Promise.reject(new TypeError("Cannot acquire what takes time")),
    child: () => holderOf(container.createChildContainer()),
    async close() {
      await container.dispose();
    },
  };
}

const open = () => holderOf(rootContainer.createChildContainer());

/** A container that disposes of the instances it made. */
export const subject: Subject = {
  name: "tsyringe",
  none: { ...SYNCHRONOUS, ...CHILDLESS },
  form: { open, run: (body) => runThenClose(open(), body) },
};
