import { ShapeBase } from "./shape.ts";

export class Slow extends ShapeBase {
  // @ts-expect-error TS2416: a shape answers at once.
  override async area(scale: number): Promise<number> {
    return await Promise.resolve(scale);
  }
}
