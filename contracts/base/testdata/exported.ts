import { ShapeBase } from "./shape.ts";

export class Square extends ShapeBase {
  override area(scale: number): number {
    return scale * scale;
  }
}

export class Cube extends Square {
  override area(scale: number): number {
    return 6 * super.area(scale);
  }
}
