import { CycleOne } from "./cycle_one.ts";
import { ShapeBase } from "./shape.ts";

export class CycleTwo extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
  other(): CycleOne {
    return new CycleOne();
  }
}
