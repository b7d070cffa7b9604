import { GreeterBase } from "../greeter.ts";

/** A plugin without a mark. */
export class Polite extends GreeterBase {
  override greet(who: { name: string }): string {
    return `Good day, ${who.name}`;
  }
}
