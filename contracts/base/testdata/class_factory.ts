import { type AbstractShape, ShapeBase } from "./shape.ts";

/** Makes a class that multiplies. */
export function scaled(by: number): new () => AbstractShape {
  return class Scaled extends ShapeBase {
    override area(scale: number): number {
      return by * scale;
    }
  };
}
