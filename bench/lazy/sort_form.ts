import type { Form } from "../measure/group.ts";

/** Where results go, so that no compiler leaves them out. */
let kept: unknown;

/** A form that sorts once each time; a run without a result would be no sort at all. */
export function sortForm(name: string, sort: () => readonly unknown[]): Form {
  return {
    name,
    run(times) {
      for (let time = 0; time < times; time++) kept = sort();
      if ((kept as readonly unknown[]).length === 0) throw new Error(`"${name}" sorts nothing`);
      return Promise.resolve();
    },
  };
}
