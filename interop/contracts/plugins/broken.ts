import { Greeter } from "../greeter.ts";

/** A plugin that is refused. */
export class Broken {
  static {
    // @ts-expect-error TS2345: "later" is missing.
    Greeter.implement(this);
  }
  greet(who: { name: string }): string {
    return who.name;
  }
}
