import { CycleTwo } from "./cycle_two.js";
import { ShapeBase } from "./shape.ts";

export class CycleOne extends ShapeBase {
  override area(scale: number): number {
    return new CycleTwo().area(scale) + 1;
  }
}
