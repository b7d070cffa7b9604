import { Shape, ShapeBase } from "./shape.ts";

export class SelfSettled extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
}

await Shape.settled();
/** Whether the class was registered while its module was still running. */
export const isEarly: boolean = Shape.find().includes(SelfSettled);
