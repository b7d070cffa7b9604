import { ShapeBase } from "./shape.ts";

export class Late extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
}

await Promise.resolve();
