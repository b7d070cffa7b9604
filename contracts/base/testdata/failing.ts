import { ShapeBase } from "./shape.ts";

export class Failing extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
}

throw new Error("this module does not load");
