import { defineResource, Scope, type ScopeExit, withScope } from "@weir/std/scope";
import type { Holder, Subject, Told } from "../subject.ts";

function told(exit: ScopeExit): Told {
  return exit.status === "success" || exit.status === "failure" ? exit.status : undefined;
}

function holderOf(scope: Scope): Holder {
  return {
    hold({ name, close }) {
      scope.adopt(name, {}, (_value, exit) => close(told(exit)));
    },
    async acquire({ name, open, close }, limits) {
      const release = (_value: unknown, exit: ScopeExit) => close(told(exit));
      await scope.acquire(defineResource({ name, acquire: open, release }), limits);
    },
    child: () => holderOf(scope.child("child")),
    close: () => scope.close(),
  };
}

/** The scope of this package; the one option is there so that a hang need not be waited for 5 s. */
export const subject: Subject = {
  name: "weir",
  none: {},
  form: {
    open: () => holderOf(new Scope("battery", { releaseTimeoutMs: 50 })),
    run: (body) => withScope("battery", (scope) => body(holderOf(scope))),
  },
};
