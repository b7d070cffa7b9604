import { createInjector, type Injector } from "../../rivals/typed_inject.ts";
import { runThenClose, SYNCHRONOUS } from "../container_forms.ts";
import type { Form, Holder, Subject } from "../subject.ts";

// deno-lint-ignore no-explicit-any -- each injector has a type that names all its values
type AnyInjector = Injector<any>;

type MakeChild = (parent: AnyInjector) => AnyInjector;

/** Each value is provided by an injector of its own inside the last; the first disposes of all. */
function holderOf(first: AnyInjector, makeChild: MakeChild): Holder {
  let last = first;
  return {
    hold({ name, close }) {
      const provider = last.provideFactory(name, () => ({ dispose: () => close(undefined) }));
      provider.resolve(name);
      last = provider;
    },
    acquire: () => Promise.reject(new TypeError("Cannot acquire what takes time")),
    child: () => holderOf(makeChild(last), makeChild),
    async close() {
      await first.dispose();
    },
  };
}

function formOf(makeChild: MakeChild): Form {
  const open = () => holderOf(createInjector(), makeChild);
  return { open, run: (body) => runThenClose(open(), body) };
}

/** Injectors in injectors. */
export const subject: Subject = {
  name: "typed-inject",
  none: SYNCHRONOUS,
  form: formOf((parent) => parent.createChildInjector()),
  byHand: [{
    ...formOf((parent) => parent.provideValue("branch", undefined)),
    by: "a `provideValue` branch for each child instead of `createChildInjector`",
    helps: ["children first", "deep nesting"],
  }],
};
