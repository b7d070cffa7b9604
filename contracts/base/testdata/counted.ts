import type { Constructor } from "../../registry/registry_entry.ts";
import { hookBase, type HookedBase } from "../hooked_base.ts";

/** Every class that was asked about, and whether its module or an object of it was the reason. */
export const asked: string[] = [];

class Plain {}

/** A base that takes every class. */
export const counted: HookedBase<typeof Plain> = hookBase(
  Plain,
  (found: Constructor, _site, via) => {
    asked.push(`${found.name} ${via}`);
    return true;
  },
);

const Base: typeof counted.hooked = counted.hooked;

export class Zulu extends Base {}
export class Mike extends Base {}
export class Able extends Zulu {}

/** Not exported, and created at once. */
export class Early extends Base {}
new Early();
