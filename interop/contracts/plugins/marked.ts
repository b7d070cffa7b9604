import { Greeter } from "../greeter.ts";

/** A plugin with a mark. */
export class Marked {
  static {
    Greeter.implement(this, { capabilities: ["marked"] });
  }
  greet(who: { name: string }): string {
    return `Hi ${who.name}`;
  }
  later(who: { name: string }): Promise<string> {
    return Promise.resolve(this.greet(who));
  }
}
