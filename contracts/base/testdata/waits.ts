/**
 * A module that waits, below one that waits: V8 hands such a module over before it has run, while
 * `Later` has no value. Prints what was registered until then.
 */
import "./late.ts";
import { Shape, ShapeBase } from "./shape.ts";

export class Waiting extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
}

await Shape.settled();
console.log(JSON.stringify(Shape.find().map(({ name }) => name)));

export class Later {}
